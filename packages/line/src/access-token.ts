import type { Clock } from '@tenohira/core';
import { lineErrors } from './errors.ts';
import { exchange, type Fetch, type Idempotency, readJson } from './transport.ts';

/** A token this close to its end is not used: the request may reach LINE after it. */
const RENEW_BEFORE_EXPIRY_MS = 60_000;

export type AccessTokenOptions = {
  apiBaseUrl: string;
  channelId: string;
  channelSecret: string;
  fetch: Fetch;
  timeoutMs: number;
  clock: Clock;
};

export type AccessTokens = {
  /**
   * The current token, or a new one. Callers at the same time share one request.
   *
   * @throws LINE_TOKEN_REFUSED if LINE does not know the channel, LINE_TOKEN_UNAVAILABLE if LINE could not be asked
   */
  get(forRequest: { idempotency: Idempotency }): Promise<string>;
  /** Forgets a token that LINE refused, unless it has been replaced since. */
  discard(token: string): void;
};

type Token = { value: string; renewAtMs: number };

/**
 * Stateless channel access tokens: 15 minutes, as many as one likes, nothing to revoke or to leak for long
 * (https://developers.line.biz/en/reference/messaging-api/#issue-stateless-channel-access-token). Kept in memory only.
 */
export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  let token: Token | undefined;
  let issuing: Promise<Token> | undefined;

  const renew = (): Promise<Token> => {
    issuing ??= issueToken(options)
      .then((issued) => {
        token = issued;
        return issued;
      })
      .finally(() => {
        issuing = undefined;
      });
    return issuing;
  };

  return {
    async get({ idempotency }) {
      if (token !== undefined && options.clock.now().getTime() < token.renewAtMs) return token.value;
      try {
        return (await renew()).value;
      } catch (cause) {
        throw tokenFailure(cause, idempotency);
      }
    },
    discard(refused) {
      if (token?.value === refused) token = undefined;
    },
  };
}

async function issueToken({ apiBaseUrl, channelId, channelSecret, fetch, timeoutMs, clock }: AccessTokenOptions) {
  const askedAtMs = clock.now().getTime();
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: channelId,
    client_secret: channelSecret,
  });
  const { body } = await exchange(
    fetch,
    {
      method: 'POST',
      url: new URL('/oauth2/v3/token', apiBaseUrl).href,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      timeoutMs,
      idempotency: 'none',
    },
    async (response, fail) => {
      const { access_token: value, expires_in: seconds } = fieldsOf(await readJson(response, fail));
      if (typeof value !== 'string' || typeof seconds !== 'number') throw fail('UNAVAILABLE', { reason: 'no token' });
      return { value, seconds };
    },
  );
  return { value: body.value, renewAtMs: askedAtMs + body.seconds * 1_000 - RENEW_BEFORE_EXPIRY_MS };
}

const REFUSED: ReadonlySet<unknown> = new Set([400, 401, 403]);

function tokenFailure(cause: unknown, idempotency: Idempotency): unknown {
  const { details, code } = fieldsOf(cause);
  const { status, requestId, lineMessage } = fieldsOf(details);
  // A 4xx that is a proxy's page is LINE_UNAVAILABLE: the channel's secret may well be right.
  const kind = REFUSED.has(status) && code !== 'LINE_UNAVAILABLE' ? 'TOKEN_REFUSED' : 'TOKEN_UNAVAILABLE';
  return lineErrors[kind]({ details: { idempotency, status, requestId, lineMessage }, cause });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
