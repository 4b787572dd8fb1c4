// A LINE in memory that does as it is told and keeps books of its own, which are the truth that a simulation compares
// with. It is behind `fetch`, so that what it says is read by the client that is used in earnest.
import { createLineClient, type LineClient } from '@tenohira/line';

export type LineBehaviour =
  /** Takes the message and says so; 409 to a retry key that it took before. */
  | 'accept'
  /** Takes it, and the answer does not arrive, or says nothing of the kind. */
  | 'accept-in-silence'
  | 'accept-and-break'
  | 'accept-and-fail'
  | 'accept-and-garble'
  /** Does nothing, and one cannot tell from the answer. */
  | 'silence'
  | 'break'
  | 'fail'
  /** Does nothing, and says so; it may be tried again. */
  | 'unreachable'
  | 'limit-rate'
  | 'limit-concurrency'
  | 'refuse-token'
  /** Does nothing, says so, and stays with it. */
  | 'use-up-quota'
  | 'know-nobody'
  | 'reject';

/** `text`: of the first message, by which a simulation knows its notices apart. */
type Call = { retryKey: string; to: string; text: string; atMs: number };

export type ScriptedLine = {
  client: LineClient;
  /** What was asked, executed or not. */
  calls: Call[];
  /** What residents saw. */
  deliveries: (Call & { requestId: string })[];
  /** Texts that LINE refused for good. */
  refused: Map<string, Refusal>;
  /** How often LINE was asked for what it had taken before. */
  repeated(): number;
  nowMs(): number;
  passTime(ms: number): void;
};

/**
 * How long LINE knows a retry key, in milliseconds. After it the same key is a new request
 * (https://developers.line.biz/en/docs/messaging-api/retrying-api-request/).
 */
export const RETRY_KEY_MEMORY_MS = 24 * 3_600_000;

type Refusal = 'use-up-quota' | 'know-nobody' | 'reject';
type Answer = { status: number; message: string };

const REFUSALS: Readonly<Record<Refusal, Answer>> = {
  'use-up-quota': { status: 429, message: 'You have reached your monthly limit.' },
  'know-nobody': { status: 400, message: 'Failed to send messages' },
  reject: { status: 400, message: 'The request body has 1 error(s)' },
};

/** A silence costs a simulation as long as the client waits, in milliseconds. */
const TIMEOUT_MS = 2;

/** @param behaviour what to do with the nth call (from 1) for that text */
export function createScriptedLine(behaviour: (text: string, nth: number) => LineBehaviour): ScriptedLine {
  const calls: ScriptedLine['calls'] = [];
  const deliveries: ScriptedLine['deliveries'] = [];
  const refused: ScriptedLine['refused'] = new Map();
  let nowMs = 0;
  let requests = 0;
  let repeated = 0;

  const take = (call: Call): Response => {
    const requestId = `request-${requests}`;
    const known = deliveries.find(
      ({ retryKey, atMs }) => retryKey === call.retryKey && nowMs - atMs < RETRY_KEY_MEMORY_MS,
    );
    if (known) {
      repeated += 1;
      const accepted = { 'x-line-accepted-request-id': known.requestId };
      return answer(409, { message: 'The retry key is already accepted' }, requestId, accepted);
    }
    const refusal = refused.get(call.text);
    if (refusal) return answer(REFUSALS[refusal].status, REFUSALS[refusal], requestId);
    deliveries.push({ ...call, requestId });
    return answer(200, { sentMessages: [{ id: String(requests) }] }, requestId);
  };

  const push = (call: Call, signal: AbortSignal | null | undefined): Response | Promise<Response> => {
    requests += 1;
    calls.push(call);
    const requestId = `request-${requests}`;
    const told = behaviour(call.text, calls.filter(({ text }) => text === call.text).length);
    switch (told) {
      case 'accept':
        return take(call);
      case 'accept-in-silence':
        take(call);
        return silence(signal);
      case 'accept-and-break':
        take(call);
        throw broken('ECONNRESET');
      case 'accept-and-fail':
        take(call);
        return answer(500, { message: 'Internal Server Error' }, requestId);
      case 'accept-and-garble':
        take(call);
        return new Response('<html>', { status: 200 });
      case 'silence':
        return silence(signal);
      case 'break':
        throw broken('ECONNRESET');
      case 'fail':
        return answer(500, { message: 'Internal Server Error' }, requestId);
      case 'unreachable':
        throw broken('ECONNREFUSED');
      case 'limit-rate':
        return answer(429, { message: 'The API rate limit has been exceeded. Try again later.' }, requestId);
      case 'limit-concurrency':
        return answer(429, { message: 'Too many concurrent requests.' }, requestId);
      case 'refuse-token':
        return answer(401, { message: 'Authentication failed' }, requestId);
      case 'use-up-quota':
      case 'know-nobody':
      case 'reject':
        if (!refused.has(call.text) && !deliveries.some(({ text }) => text === call.text)) refused.set(call.text, told);
        return take(call);
    }
  };

  const client = createLineClient({
    apiBaseUrl: 'https://line.invalid',
    dataApiBaseUrl: 'https://line.invalid',
    channelId: '1600000000',
    channelSecret: 'secret',
    timeoutMs: TIMEOUT_MS,
    fetch: async (url, init) => {
      if (new URL(String(url)).pathname === '/oauth2/v3/token')
        return answer(200, { access_token: 'token', expires_in: 900, token_type: 'Bearer' }, 'request-token');
      const { to, messages } = JSON.parse(String(init?.body));
      const retryKey = new Headers(init?.headers).get('x-line-retry-key') ?? '';
      return push({ retryKey, to, text: messages[0].text, atMs: nowMs }, init?.signal);
    },
  });
  return {
    client,
    calls,
    deliveries,
    refused,
    repeated: () => repeated,
    nowMs: () => nowMs,
    passTime: (ms) => {
      nowMs += ms;
    },
  };
}

function answer(status: number, body: object, requestId: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'x-line-request-id': requestId, ...headers } });
}

function silence(signal: AbortSignal | null | undefined): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  // The client's time-out keeps no process alive; this does, for as long.
  const alive = setTimeout(() => {}, 60_000);
  signal?.addEventListener('abort', () => {
    clearTimeout(alive);
    reject(signal.reason);
  });
  return promise;
}

/** As fetch says it: the system's code is on the cause. */
function broken(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}
