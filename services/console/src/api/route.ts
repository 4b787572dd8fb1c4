// A route of the staff API is a declaration: who may, what comes in, and a function. Checking, authentication and the
// shape of answers are done once, here.
import { getProgram } from '@tenohira/benefits';
import type { TenantDb } from '@tenohira/db';
import { runOnce } from '@tenohira/idempotency';
import { batchSlip } from '@tenohira/payouts';
import type { Server } from '@tenohira/service-kit';
import { type Permission, type Staff, staffErrors, type Tell } from '@tenohira/staff';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { storeAccessLetter } from '../access/access-letters.ts';
import { browserOf, type CallingBrowser, type Cookies, cookiesOf } from '../access/browser.ts';
import { type Caller, identifyCaller } from '../access/caller.ts';
import { assertSameOrigin } from '../access/same-origin.ts';
import { type Given, isPlain, mediaOf, toAnswer } from './answer.ts';
import { assertReadable } from './assert-readable.ts';
import type { ConsoleTools } from './console-tools.ts';
import { errors } from './errors.ts';
import { assertWritable } from './read-only.ts';
import { respond } from './respond.ts';

type CommonCall<Params, Query, Body> = ConsoleTools & {
  params: Params;
  query: Query;
  body: Body;
  browser: CallingBrowser;
  /** Writes to somebody about their own way in, see access-letters.ts. */
  tell: Tell;
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
  Answer extends z.ZodType,
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
  /** An object, so that it can grow; a list is a `page`, see answer.ts. A route without one says that it is done. */
  answer?: Answer;
};

type StaffRouteSpec<
  Verb extends Method,
  Url extends string,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> = RouteSpec<Verb, Url, Params, Query, Body, Answer> & {
  /** `signed-in`: whoever they are, for their own account. */
  permission: Permission | 'signed-in';
  /** Money, exports, roles: the person must have proven who they are within the last minutes. */
  stepUp?: boolean;
  /** It decides about money: at the pace of people, see limits.ts, and by passkey where the city wants that. */
  movesMoney?: boolean;
  /** The proof must be a passkey in every city. */
  passkeyOnly?: boolean;
  /** The answer is kept nowhere, and whoever sees it is written down: an Idempotency-Key does not repeat it. */
  showsSecret?: boolean;
  run(call: Call<z.infer<Params>, z.infer<Query>, z.infer<Body>>): Promise<Given<z.input<Answer>>>;
};

type OpenRouteSpec<
  Verb extends Method,
  Url extends string,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> = RouteSpec<Verb, Url, Params, Query, Body, Answer> & {
  run(call: CommonCall<z.infer<Params>, z.infer<Query>, z.infer<Body>>): Promise<Given<z.input<Answer>>>;
};

/** What the registration, the description and the tests need of a route. */
export type Route = {
  method: Method;
  url: string;
  summary: string;
  /** `anyone` has not signed in yet. */
  permission: Permission | 'signed-in' | 'anyone';
  stepUp?: boolean;
  movesMoney?: boolean;
  passkeyOnly?: boolean;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  maxBodyBytes?: number;
  answer?: z.ZodType;
  /** Returns what `respond` sends. */
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
  Params extends z.ZodType = z.ZodUnknown,
  Query extends z.ZodType = z.ZodUnknown,
  Body extends z.ZodType = z.ZodUnknown,
  Answer extends z.ZodType = z.ZodVoid,
>(
  spec: StaffRouteSpec<Verb, Url, Params, Query, Body, Answer>,
): TypedRoute<Verb, Url, z.input<Params>, z.input<Query>, z.input<Body>, z.input<Answer>> {
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
      const shape = (result: unknown) => toAnswer(spec.answer, nameOf(spec), result);
      const key = request.headers['idempotency-key'];
      // What only reads is read anew: nothing of it is to be kept, and the same answer would be an old one.
      const isAsking = spec.permission === 'read' || spec.permission === 'signed-in';
      const isRepeatable = spec.method === 'POST' && !isAsking && !spec.showsSecret;
      if (typeof key !== 'string' || !isRepeatable) return shape(await spec.run(call));
      const content = [request.method, request.url, contentOf(request.body)];
      const repeatable = { tenantId: staff.tenantId, callerId: staff.staffId, key, content };
      return runOnce(tools, repeatable, { run: () => spec.run(call), toAnswer: shape, isRecordable: isPlain });
    },
  };
}

/** Declares a route for whoever has not signed in. */
export function defineOpenRoute<
  const Verb extends Method,
  const Url extends string,
  Params extends z.ZodType = z.ZodUnknown,
  Query extends z.ZodType = z.ZodUnknown,
  Body extends z.ZodType = z.ZodUnknown,
  Answer extends z.ZodType = z.ZodVoid,
>(
  spec: OpenRouteSpec<Verb, Url, Params, Query, Body, Answer>,
): TypedRoute<Verb, Url, z.input<Params>, z.input<Query>, z.input<Body>, z.input<Answer>> {
  return {
    ...spec,
    permission: 'anyone',
    handle: async (context, request, reply) =>
      toAnswer(spec.answer, nameOf(spec), await spec.run(commonCall(spec, context, request, reply))),
  };
}

function commonCall<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  spec: RouteSpec<Method, string, Params, Query, Body, z.ZodType>,
  { tools, cookies }: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): CommonCall<z.infer<Params>, z.infer<Query>, z.infer<Body>> {
  const browser = browserOf(cookies, request, reply);
  const hungUp = new AbortController();
  reply.raw.once('close', () => hungUp.abort());
  return {
    ...tools,
    // Without a schema nothing is read of it.
    params: read(spec.params ?? nothing, request.params, 'path') as z.infer<Params>,
    query: read(spec.query ?? nothing, request.query, 'query') as z.infer<Query>,
    body: read(spec.body ?? nothing, request.body, 'body') as z.infer<Body>,
    browser,
    tell: (scope, news) => storeAccessLetter(scope, tools, { news, browser, at: tools.clock.now() }),
    signal: hungUp.signal,
  };
}

export function registerRoute(server: Server, tools: ConsoleTools, route: Route): void {
  const cookies = cookiesOf(tools.party);
  const { origin } = tools.party;
  const callers = new WeakMap<FastifyRequest, Caller>();
  const { permission } = route;
  const identify = async (request: FastifyRequest) =>
    permission === 'anyone' ? undefined : identifyCaller(tools.db, request, origin, { ...route, permission });
  server.route({
    method: route.method,
    url: `/api/v1${route.url}`,
    ...(route.maxBodyBytes === undefined ? {} : { bodyLimit: route.maxBodyBytes }),
    // The head of an endless answer would never be done.
    ...(route.answer && mediaOf(route.answer)?.event ? { exposeHeadRoute: false } : {}),
    // Before the body is read: a list has a hundred megabytes, and nobody sends us one without a name.
    onRequest: async (request, reply) => {
      // Nothing of the API is kept anywhere, refusals included.
      reply.header('cache-control', 'no-store');
      const caller = await identify(request);
      if (caller === undefined) {
        await tools.limits.assertOpen(request.ip);
        assertSameOrigin(request, origin);
        return;
      }
      await tools.limits.assertCaller(caller.staff.staffId);
      if (route.movesMoney) await tools.limits.assertPace(caller.staff.staffId);
      await assertWritable(tools, caller.staff, route);
      callers.set(request, caller);
    },
    handler: async (request, reply) => {
      // A body takes its time, and whoever sends it may have lost their access meanwhile.
      const caller = request.body === undefined ? callers.get(request) : await identify(request);
      const answer = await route.handle({ tools, cookies, caller }, request, reply);
      const stillMay = () =>
        identify(request).then(
          () => true,
          // Also where nobody can tell: whoever calls again hears why.
          () => false,
        );
      return respond(reply, answer, stillMay);
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

/**
 * zod compares whatever is called `length` with a limit, also of an object that is no array: one whose `length` cannot be
 * made a number throws in there. That is the caller's doing.
 */
function parse(schema: z.ZodType, value: unknown): z.ZodSafeParseResult<unknown> {
  try {
    return schema.safeParse(value);
  } catch (cause) {
    if (cause instanceof TypeError && /primitive/.test(cause.message)) throw errors.INPUT_INVALID({ cause });
    throw cause;
  }
}

function read(schema: z.ZodType, value: unknown, place: string): unknown {
  assertReadable(value, place);
  const result = parse(schema, value);
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

function nameOf({ method, url }: Pick<Route, 'method' | 'url'>): string {
  return `${method} ${url}`;
}

function contentOf(body: unknown): string | Uint8Array {
  return body instanceof Uint8Array ? body : JSON.stringify(body ?? null);
}

/** Without the keys that are there and undefined, as zod leaves optional ones. */
export function defined<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Value]: Exclude<Value[Key], undefined> }; // Object.fromEntries forgets the keys
}
