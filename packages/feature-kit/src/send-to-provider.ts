// One call to a payout provider, and what may be concluded from how it went. Whether money moved decides the outcome: what
// cannot have been acted on is `retry`, what may have been is `unknown`.

const MAX_ANSWER_BYTES = 64 * 1024;

/** The connection was never made, so that nothing was sent. Names of libuv and undici. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

export type ProviderRequest = {
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  /** As it was signed, if it was. */
  body?: string;
  signal: AbortSignal;
};

/**
 * What a provider says, or the outcome where it says nothing that can be read. `retry` says that this request was not
 * acted on: where it was a question about an earlier one, the answer to that is still `unknown`.
 */
export type ProviderReply =
  | { status: 'answered'; httpStatus: number; body: unknown }
  | { status: 'retry'; code: string }
  | { status: 'unknown'; code: string };

/** The provider's words for what it refused → our outcome. What is not in it is `unknown`, and goes to a person. */
export type RefusalTable = Readonly<Record<string, 'rejected' | 'retry'>>;

/**
 * Calls once, follows no redirect (it would hand the request to somebody else), and never throws. 429 is `retry` whatever
 * its body: the request was turned away for being one too many (RFC 6585 section 4). Of an answer nothing but JSON is read.
 */
export async function sendToProvider({ signal, ...request }: ProviderRequest): Promise<ProviderReply> {
  try {
    const response = await fetch(request.url, { ...request, signal, redirect: 'manual' });
    const httpStatus = response.status;
    if (httpStatus === 429) {
      await response.body?.cancel();
      return { status: 'retry', code: 'http-429' };
    }
    const body = parseJson(await readCapped(response));
    if (body === undefined) return { status: 'unknown', code: `http-${httpStatus}-unreadable` };
    return { status: 'answered', httpStatus, body };
  } catch (error) {
    if (signal.aborted) return { status: 'unknown', code: 'timeout' };
    return NEVER_CONNECTED.has(causeOf(error))
      ? { status: 'retry', code: 'no-connection' }
      : { status: 'unknown', code: 'connection-broken' };
  }
}

/** The outcome of a submission that was refused with a code. */
export function outcomeOfRefusal(
  table: RefusalTable,
  code: string | undefined,
): { status: 'rejected' | 'retry' | 'unknown'; code: string } {
  const known = code !== undefined && Object.hasOwn(table, code) ? table[code] : undefined;
  return { status: known ?? 'unknown', code: printableCode(code) };
}

/** What does not look like a code is not repeated: it could hold anything, also what is as good as money. */
export function printableCode(code: string | undefined): string {
  return code !== undefined && /^[A-Za-z][A-Za-z0-9_]{0,59}$/.test(code) ? code : 'unlisted';
}

/** The whole yen that a method can pay at once. What it cannot is refused before anyone is asked. */
export function isPayable(
  amountYen: number,
  { minYen, maxYen, stepYen }: { minYen: number; maxYen: number; stepYen: number },
): boolean {
  return (
    Number.isSafeInteger(amountYen) &&
    amountYen >= minYen &&
    amountYen <= maxYen &&
    (amountYen - minYen) % stepYen === 0
  );
}

async function readCapped(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream, which closes the connection.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
