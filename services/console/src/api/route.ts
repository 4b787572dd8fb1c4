// A route of the staff API is a declaration: who may, what comes in, and a function. Checking, authentication and the
// shape of answers are done once, here.
import { getProgram } from '@tenohira/benefits';
import type { TenantDb } from '@tenohira/db';
import { runOnce } from '@tenohira/idempotency';
import { batchSlip } from '@tenohira/payouts';
import type { Server } from '@tenohira/service-kit';
import { type Permission, type Staff, staffErrors } from '@tenohira/staff';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { browserOf, type CallingBrowser, type Cookies, cookiesOf } from '../access/browser.ts';
import { type Caller, identifyCaller } from '../access/caller.ts';
import { assertSameOrigin } from '../access/same-origin.ts';
import { assertReadable } from './assert-readable.ts';
import type { ConsoleTools } from './console-tools.ts';
import { errors } from './errors.ts';
import { assertWritable } from './read-only.ts';

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
export class EventStream<Event = unknown> {
  readonly events: AsyncIterable<Event>;
  constructor(events: AsyncIterable<Event>) {
    this.events = events;
  }
}

type CommonCall<Params, Query, Body> = ConsoleTools & {
  params: Params;
  query: Query;
  body: Body;
  browser: CallingBrowser;
  /** Ends when the caller hangs up. */
  signal: AbortSignal;
};

export type Call<Params, Query, Body> = CommonCall<Params, Query, Body> &
  Caller & {
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
> = {
  method: Verb;
  /** Below /api/v1. */
  url: Url;
  summary: string;
  params?: Params;
  query?: Query;
  /** JSON; or `z.instanceof(Uint8Array)` for a file, sent as text/csv or application/octet-stream. */
  body?: Body;
  /** Of a JSON body that is larger than the ordinary megabyte. */
  maxBodyBytes?: number;
};

type StaffRouteSpec<
  Verb extends Method,
  Url extends string,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer,
> = RouteSpec<Verb, Url, Params, Query, Body> & {
  /** `signed-in`: whoever they are, for their own account. */
  permission: Permission | 'signed-in';
  /** Money, exports, roles: the person must have proven who they are within the last minutes. */
  stepUp?: boolean;
  /** The answer is shown once and kept nowhere: an Idempotency-Key does not repeat it. */
  showsSecret?: boolean;
  /** The answer is an object, so that it can grow; nothing means that it is done. A list is `{ items, next }`, see paging.ts. */
  run(call: Call<z.infer<Params>, z.infer<Query>, z.infer<Body>>): Promise<Answer>;
};

type OpenRouteSpec<
  Verb extends Method,
  Url extends string,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer,
> = RouteSpec<Verb, Url, Params, Query, Body> & {
  run(call: CommonCall<z.infer<Params>, z.infer<Query>, z.infer<Body>>): Promise<Answer>;
};

/** What the registration, the description and the tests need of a route. */
export type Route = {
  method: Method;
  url: string;
  summary: string;
  /** `anyone` has not signed in yet. */
  permission: Permission | 'signed-in' | 'anyone';
  stepUp?: boolean;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  maxBodyBytes?: number;
  handle(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
};

/** What the registration hands a route. */
export type Context = { tools: ConsoleTools; cookies: Cookies; caller: Caller | undefined };

/** A route as the web application's types see it; `web/src/api` reads these and no code. */
export type TypedRoute<Verb extends Method, Url extends string, Params, Query, Body, Answer> = Route & {
  method: Verb;
  url: Url;
  /** Types only: nothing is stored here. */
  types?: { params: Params; query: Query; body: Body; answer: Answer };
};

const nothing = z.unknown();

/** Declares a route for people who are signed in, and for tokens where its permission is theirs. */
export function defineRoute<
  const Verb extends Method,
  const Url extends string,
  // biome-ignore lint/suspicious/noConfusingVoidType: most of what changes something returns a Promise<void>
  Answer extends object | void,
  Params extends z.ZodType = z.ZodUnknown,
  Query extends z.ZodType = z.ZodUnknown,
  Body extends z.ZodType = z.ZodUnknown,
>(
  spec: StaffRouteSpec<Verb, Url, Params, Query, Body, Answer>,
): TypedRoute<Verb, Url, z.input<Params>, z.input<Query>, z.input<Body>, Answer> {
  return {
    ...spec,
    handle: async (context, request, reply) => {
      const { tools, caller } = context;
      if (!caller) throw staffErrors.NOT_SIGNED_IN();
      const { staff } = caller;
      const params = read(spec.params ?? nothing, request.params, 'path');
      await assertOwn(tools, staff, params);
      const call = {
        ...commonCall(spec, context, request, reply),
        ...caller,
        inTenant: <Result>(work: (scope: TenantDb) => Promise<Result>) => tools.db.withTenant(staff.tenantId, work),
      };
      const run = async () => toPlain(await spec.run(call));
      const key = request.headers['idempotency-key'];
      const isRepeatable = spec.method === 'POST' && spec.permission !== 'signed-in' && !spec.showsSecret;
      if (typeof key !== 'string' || !isRepeatable) return respond(reply, await run());
      const content = [request.method, request.url, contentOf(request.body)];
      const repeatable = { tenantId: staff.tenantId, callerId: staff.staffId, key, content };
      return respond(reply, await runOnce(tools, repeatable, run, isPlain));
    },
  };
}

/** Declares a route for whoever has not signed in. */
export function defineOpenRoute<
  const Verb extends Method,
  const Url extends string,
  // biome-ignore lint/suspicious/noConfusingVoidType: most of what changes something returns a Promise<void>
  Answer extends object | void,
  Params extends z.ZodType = z.ZodUnknown,
  Query extends z.ZodType = z.ZodUnknown,
  Body extends z.ZodType = z.ZodUnknown,
>(
  spec: OpenRouteSpec<Verb, Url, Params, Query, Body, Answer>,
): TypedRoute<Verb, Url, z.input<Params>, z.input<Query>, z.input<Body>, Answer> {
  return {
    ...spec,
    permission: 'anyone',
    handle: async (context, request, reply) =>
      respond(reply, toPlain(await spec.run(commonCall(spec, context, request, reply)))),
  };
}

function commonCall<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  spec: RouteSpec<Method, string, Params, Query, Body>,
  { tools, cookies }: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): CommonCall<z.infer<Params>, z.infer<Query>, z.infer<Body>> {
  const hungUp = new AbortController();
  reply.raw.once('close', () => hungUp.abort());
  return {
    ...tools,
    // Without a schema nothing is read of it.
    params: read(spec.params ?? nothing, request.params, 'path') as z.infer<Params>,
    query: read(spec.query ?? nothing, request.query, 'query') as z.infer<Query>,
    body: read(spec.body ?? nothing, request.body, 'body') as z.infer<Body>,
    browser: browserOf(cookies, request, reply),
    signal: hungUp.signal,
  };
}

export function registerRoute(server: Server, tools: ConsoleTools, route: Route): void {
  const cookies = cookiesOf(tools.party);
  const { origin } = tools.party;
  const callers = new WeakMap<FastifyRequest, Caller>();
  const { permission } = route;
  server.route({
    method: route.method,
    url: `/api/v1${route.url}`,
    ...(route.maxBodyBytes === undefined ? {} : { bodyLimit: route.maxBodyBytes }),
    // Before the body is read: a list has a hundred megabytes, and nobody sends us one without a name.
    onRequest: async (request, reply) => {
      // Nothing of the API is kept anywhere, refusals included.
      reply.header('cache-control', 'no-store');
      if (permission === 'anyone') {
        await tools.limits.assertOpen(request.ip);
        assertSameOrigin(request, origin);
        return;
      }
      const caller = await identifyCaller(tools.db, request, origin, { ...route, permission });
      await tools.limits.assertCaller(caller.staff.staffId);
      await assertWritable(tools, caller.staff, route);
      callers.set(request, caller);
    },
    handler: (request, reply) => route.handle({ tools, cookies, caller: callers.get(request) }, request, reply),
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

function read(schema: z.ZodType, value: unknown, place: string): unknown {
  assertReadable(value, place);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const lines = issues.map(({ path, message }) => `・${[place, ...path].join('.')}: ${message}`);
  throw errors.INPUT_INVALID({
    userMessage: ['入力に誤りがあります。次の項目を直してください。', ...lines].join('\n'),
    // A form knows its fields by where they are in the body.
    details: {
      problems: issues.map(({ path, message }) => ({
        field: [...(place === 'body' ? [] : [place]), ...path].join('.'),
        message,
      })),
    },
  });
}

function contentOf(body: unknown): string | Uint8Array {
  return body instanceof Uint8Array ? body : JSON.stringify(body ?? null);
}

/** Files and streams are made anew for each call. */
function isPlain(answer: unknown): boolean {
  return !(answer instanceof EventStream || answer instanceof Download || answer instanceof Picture);
}

async function respond(reply: FastifyReply, answer: unknown): Promise<unknown> {
  if (answer instanceof EventStream) return stream(reply, answer);
  if (answer instanceof Download) return handOut(reply, answer);
  if (answer instanceof Picture) return show(reply, answer);
  return reply.send(answer);
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
    .header('content-security-policy', "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    .type(contentType)
    .send(Buffer.from(bytes));
}

async function stream(reply: FastifyReply, { events }: EventStream): Promise<FastifyReply> {
  reply.hijack();
  // With what every answer carries: hijacked, fastify writes none of it.
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  try {
    for await (const event of events) reply.raw.write(`data: ${JSON.stringify(toPlain(event))}\n\n`);
  } finally {
    reply.raw.end();
  }
  return reply;
}

/** As JSON has it: dates as texts, PostgreSQL's bigint as a number (sums of yen stay far below 2^53). */
function toPlain(answer: unknown): unknown {
  const value = answer ?? { ok: true };
  if (!isPlain(value)) return value;
  return JSON.parse(JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? Number(each) : each)));
}

/** Without the keys that are there and undefined, as zod leaves optional ones. */
export function defined<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Value]: Exclude<Value[Key], undefined> }; // Object.fromEntries forgets the keys
}
