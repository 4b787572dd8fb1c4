// A route of the staff API is a declaration: who may, what comes in, and a function. Checking, authentication and the
// shape of answers are done once, here.
import { getProgram } from '@tenohira/benefits';
import type { TenantDb } from '@tenohira/db';
import { batchSlip } from '@tenohira/payouts';
import type { Server } from '@tenohira/service-kit';
import { authenticateStaff, may, type Permission, type Staff, staffErrors } from '@tenohira/staff';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ConsoleTools } from './console-tools.ts';
import { errors } from './errors.ts';

/** Bytes to be saved as a file. */
export class Download {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  constructor(fileName: string, contentType: string, bytes: Uint8Array) {
    this.fileName = fileName;
    this.contentType = contentType;
    this.bytes = bytes;
  }
}

/** A photo that a page shows. Whatever a browser would not draw as pixels is handed out as a file instead. */
export class Picture {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  constructor(contentType: string, bytes: Uint8Array) {
    this.contentType = contentType;
    this.bytes = bytes;
  }
}

/** What the browser gets until it hangs up: `text/event-stream`. */
export class EventStream {
  readonly events: AsyncIterable<unknown>;
  constructor(events: AsyncIterable<unknown>) {
    this.events = events;
  }
}

export type Call<Params, Query, Body> = ConsoleTools & {
  staff: Staff;
  actor: `staff:${string}`;
  params: Params;
  query: Query;
  body: Body;
  /** Ends when the caller hangs up. */
  signal: AbortSignal;
  /** One transaction of the caller's city. */
  inTenant<Result>(work: (scope: TenantDb) => Promise<Result>): Promise<Result>;
};

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

type RouteSpec<
  Verb extends Method,
  Url extends string,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  // biome-ignore lint/suspicious/noConfusingVoidType: most of what changes something returns a Promise<void>
  Answer extends object | void,
> = {
  method: Verb;
  /** Below /api/v1. */
  url: Url;
  summary: string;
  permission: Permission;
  /** Money, exports, roles: the person must have proven who they are within the last minutes. */
  stepUp?: boolean;
  params?: Params;
  query?: Query;
  /** JSON; or `z.instanceof(Uint8Array)` for a file, sent as text/csv or application/octet-stream. */
  body?: Body;
  /** The answer is an object, so that it can grow; nothing means that it is done. A list is `{ <items>, next }`, see paging.ts. */
  run(call: Call<z.infer<Params>, z.infer<Query>, z.infer<Body>>): Promise<Answer>;
};

/** What the registration, the description and the tests need of a route. */
export type Route = {
  method: Method;
  url: string;
  summary: string;
  permission: Permission;
  stepUp?: boolean;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  handle(server: ConsoleTools, staff: Staff, request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
};

/** A route as the web application's types see it; `web/src/api` reads these and no code. */
export type TypedRoute<Verb extends Method, Url extends string, Params, Query, Body, Answer> = Route & {
  method: Verb;
  url: Url;
  /** Types only: nothing is stored here. */
  types?: { params: Params; query: Query; body: Body; answer: Answer };
};

const nothing = z.unknown();

/** Declares a route. */
export function defineRoute<
  const Verb extends Method,
  const Url extends string,
  // biome-ignore lint/suspicious/noConfusingVoidType: most of what changes something returns a Promise<void>
  Answer extends object | void,
  Params extends z.ZodType = z.ZodUnknown,
  Query extends z.ZodType = z.ZodUnknown,
  Body extends z.ZodType = z.ZodUnknown,
>(
  spec: RouteSpec<Verb, Url, Params, Query, Body, Answer>,
): TypedRoute<Verb, Url, z.input<Params>, z.input<Query>, z.input<Body>, Answer> {
  return {
    ...spec,
    handle: async (tools, staff, request, reply) => {
      const hungUp = new AbortController();
      reply.raw.once('close', () => hungUp.abort());
      const params = read(spec.params ?? nothing, request.params, 'path');
      await assertOwn(tools, staff, params);
      const answer = await spec.run({
        ...tools,
        staff,
        actor: `staff:${staff.staffId}`,
        // Without a schema nothing is read of it.
        params: params as z.infer<Params>,
        query: read(spec.query ?? nothing, request.query, 'query') as z.infer<Query>,
        body: read(spec.body ?? nothing, request.body, 'body') as z.infer<Body>,
        signal: hungUp.signal,
        inTenant: (work) => tools.db.withTenant(staff.tenantId, work),
      });
      return respond(reply, answer);
    },
  };
}

export function registerRoute(server: Server, tools: ConsoleTools, route: Route): void {
  const callers = new WeakMap<FastifyRequest, Staff>();
  server.route({
    method: route.method,
    url: `/api/v1${route.url}`,
    // Before the body is read: a list has a hundred megabytes, and nobody sends us one without a name.
    onRequest: async (request) => {
      const staff = await authenticateStaff(tools.db, bearerToken(request));
      if (!may(staff.role, route.permission)) throw staffErrors.NOT_ALLOWED();
      callers.set(request, staff);
    },
    handler: (request, reply) => {
      const staff = callers.get(request);
      if (!staff) throw staffErrors.NOT_SIGNED_IN();
      return route.handle(tools, staff, request, reply);
    },
  });
}

const owned = z.object({ programId: z.uuid().optional(), batchId: z.uuid().optional() });

/** Another city's program or file is 404 for every route below it, also for those that would find nothing to list. */
async function assertOwn({ db }: ConsoleTools, staff: Staff, params: unknown): Promise<void> {
  const { programId, batchId } = owned.safeParse(params).data ?? {};
  await db.readTenant(staff.tenantId, async (scope) => {
    if (programId !== undefined) await getProgram(scope, programId);
    if (batchId !== undefined) await batchSlip(scope, batchId);
  });
}

function bearerToken(request: FastifyRequest): string {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

function read(schema: z.ZodType, value: unknown, place: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => ({
    field: [place, ...issue.path].join('.'),
    message: issue.message,
  }));
  throw errors.INPUT_INVALID({
    userMessage: [
      '入力に誤りがあります。次の項目を直してください。',
      ...problems.map((each) => `・${each.field}: ${each.message}`),
    ].join('\n'),
    details: { problems },
  });
}

async function respond(reply: FastifyReply, answer: unknown): Promise<unknown> {
  reply.header('cache-control', 'no-store');
  if (answer instanceof EventStream) return stream(reply, answer);
  if (answer instanceof Download) return handOut(reply, answer);
  if (answer instanceof Picture) return show(reply, answer);
  return reply.send(toPlain(answer ?? { ok: true }));
}

function handOut(reply: FastifyReply, { fileName, contentType, bytes }: Download): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    .header('x-content-type-options', 'nosniff')
    .type(contentType)
    .send(Buffer.from(bytes));
}

const DRAWN = ['image/jpeg', 'image/png', 'image/webp'];

/** Residents sent it: the browser takes it for what we say it is, runs nothing of it, and shows it on our own pages only. */
function show(reply: FastifyReply, { contentType, bytes }: Picture): FastifyReply {
  if (!DRAWN.includes(contentType)) return handOut(reply, new Download('file', 'application/octet-stream', bytes));
  return reply
    .header('content-disposition', 'inline')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    .type(contentType)
    .send(Buffer.from(bytes));
}

async function stream(reply: FastifyReply, { events }: EventStream): Promise<FastifyReply> {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  try {
    for await (const event of events) reply.raw.write(`data: ${JSON.stringify(toPlain(event))}\n\n`);
  } finally {
    reply.raw.end();
  }
  return reply;
}

/** PostgreSQL's bigint as a number: sums of yen stay far below 2^53. */
function toPlain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? Number(each) : each)));
}

/** Without the keys that are there and undefined, as zod leaves optional ones. */
export function defined<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Value]: Exclude<Value[Key], undefined> }; // Object.fromEntries forgets the keys
}
