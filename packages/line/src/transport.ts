// One HTTP request to LINE: time-out, body, and every failure as one of our errors. Nothing here logs, and no error
// holds a token, a text or a person's id.

import { AppError } from '@tenohira/core';
import { lineErrors } from './errors.ts';

/** What keeps a request from being executed twice. Everything else may be. */
export type Idempotency = 'retry-key' | 'reply-token' | 'none';

export type LineAnswer<Body> = {
  status: number;
  /** LINE's x-line-request-id. LINE keeps no log for us: store it (development guidelines, "Save logs"). */
  requestId: string | undefined;
  /** On 409 only: the request that was accepted the first time. */
  acceptedRequestId?: string;
  body: Body;
};

export type TransportRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  /** Covers the whole exchange, to the last byte of the answer. */
  timeoutMs: number;
  signal?: AbortSignal;
  idempotency: Idempotency;
};

export type Fetch = typeof globalThis.fetch;

/** Makes the error of the request at hand: what a reader of bodies throws. */
export type Fail = (kind: keyof typeof lineErrors, details?: Readonly<Record<string, unknown>>) => AppError;

/**
 * Sends a request and lets `read` take the body of a 2xx answer (and of a 409 to a retry key, which means "accepted
 * before").
 *
 * @throws AppError LINE_… with `details` { status?, requestId?, lineMessage?, lineDetails?, idempotency }
 */
export async function exchange<Body>(
  fetch: Fetch,
  request: TransportRequest,
  read: (response: Response, fail: Fail) => Promise<Body>,
): Promise<LineAnswer<Body>> {
  const { idempotency } = request;
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
  let response: Response | undefined;
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      signal,
      // LINE never redirects. Following would hand the token to whoever answered.
      redirect: 'manual',
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const { status, headers } = response;
    const requestId = headers.get('x-line-request-id') ?? undefined;
    const acceptedRequestId = headers.get('x-line-accepted-request-id') ?? undefined;
    const fail: Fail = (kind, details) =>
      lineErrors[kind]({ details: { status, idempotency, ...optional('requestId', requestId), ...details } });
    if (!isAccepted(response, request)) throw await refusalOf(response, fail);
    const body = await read(response, fail);
    return { status, requestId, ...optional('acceptedRequestId', acceptedRequestId), body };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const details = { idempotency, ...optional('status', response?.status) };
    if (timeout.aborted) throw lineErrors.TIMEOUT({ details, cause });
    if (request.signal?.aborted === true) throw lineErrors.ABORTED({ details, cause });
    throw connectionFailure(cause, details);
  }
}

/** Reads a JSON body. A 200 that is not JSON did not come from LINE. */
export async function readJson(response: Response, fail: Fail): Promise<unknown> {
  const text = await response.text();
  // Some endpoints answer 200 or 202 with no body at all.
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw fail('UNAVAILABLE', { reason: 'the answer is not JSON' });
  }
}

/** Reads at most `maxBytes`, and hangs up on more. */
export async function readCapped(response: Response, maxBytes: number, fail: Fail): Promise<Buffer> {
  const tooLarge = () => fail('CONTENT_TOO_LARGE', { maxBytes });
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by a throw cancels the stream, which closes the connection.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function isAccepted(response: Response, request: TransportRequest): boolean {
  return response.ok || (response.status === 409 && request.idempotency === 'retry-key');
}

async function refusalOf(response: Response, fail: Fail): Promise<AppError> {
  const { status } = response;
  const { isLine, ...words } = readRefusal(await response.text());
  if (status === 413) return fail('PAYLOAD_TOO_LARGE', words);
  if (status === 429) return fail(kindOf429(words.lineMessage), words);
  // A proxy's or a load balancer's own page says nothing about what LINE did.
  if (status >= 500 || status < 400 || !isLine) return fail('UNAVAILABLE', words);
  if (status === 401) return fail('UNAUTHORIZED', words);
  if (status === 403) return fail('FORBIDDEN', words);
  if (status === 404 || status === 410) return fail('NOT_FOUND', words);
  return fail('REQUEST_REJECTED', words);
}

/**
 * 429 means three things, and only the words tell which
 * (https://developers.line.biz/en/reference/messaging-api/#error-messages). Words that are not known are taken for the
 * rate: to wait and try again loses nothing.
 */
function kindOf429(lineMessage: string | undefined): 'QUOTA_EXHAUSTED' | 'CONCURRENCY_LIMITED' | 'RATE_LIMITED' {
  if (lineMessage === undefined) return 'RATE_LIMITED';
  if (/monthly limit|limit for additional messages/i.test(lineMessage)) return 'QUOTA_EXHAUSTED';
  if (/concurren/i.test(lineMessage)) return 'CONCURRENCY_LIMITED';
  return 'RATE_LIMITED';
}

type Refusal = {
  isLine: boolean;
  lineMessage?: string;
  lineDetails?: readonly { message: string; property: string }[];
};

/** LINE's error body: `{ message, details? }`; the token endpoint's: `{ error, error_description }`. */
function readRefusal(text: string): Refusal {
  let body: unknown;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    return { isLine: false };
  }
  if (typeof body !== 'object' || body === null) return { isLine: false };
  const fields: { message?: unknown; details?: unknown; error?: unknown } = body;
  const lineMessage = [fields.message, fields.error].find((candidate) => typeof candidate === 'string');
  const lineDetails = (Array.isArray(fields.details) ? fields.details : []).map(
    (detail: { message?: unknown; property?: unknown } | null) => ({
      message: String(detail?.message ?? ''),
      property: String(detail?.property ?? ''),
    }),
  );
  return {
    isLine: true,
    ...optional('lineMessage', lineMessage),
    ...(lineDetails.length === 0 ? {} : { lineDetails }),
  };
}

function connectionFailure(cause: unknown, details: Readonly<Record<string, unknown>>): AppError {
  const reason = systemCodeOf(cause);
  const kind = reason !== undefined && NEVER_CONNECTED.has(reason) ? 'UNREACHABLE' : 'CONNECTION_LOST';
  return lineErrors[kind]({ details: { ...details, ...optional('reason', reason) }, cause });
}

/** No byte of the request can have left: names, routes, refused connections, and certificates we do not trust. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** fetch throws a TypeError; the system's code is on its cause. */
function systemCodeOf(error: unknown): string | undefined {
  for (let current: unknown = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const code: unknown = Reflect.get(current, 'code');
    if (typeof code === 'string') return code;
    current = current.cause;
  }
  return undefined;
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  const entry: { [K in Key]?: Value } = {};
  if (value !== undefined) entry[key] = value;
  return entry;
}
