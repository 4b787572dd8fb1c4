// A thin client over fetch. The SDK's own has no time-out and no dispatcher (it calls the global fetch and waits), so a
// LINE that hangs would hold a worker for minutes; see README. The SDK gives the types.

import type { messagingApi } from '@line/bot-sdk';
import { type Clock, isUuid, systemClock } from '@tenohira/core';
import { createAccessTokens } from './access-token.ts';
import { lineErrors } from './errors.ts';
import type { RichMenu } from './messages.ts';
import {
  exchange,
  type Fail,
  type Fetch,
  type Idempotency,
  type LineAnswer,
  readCapped,
  readJson,
} from './transport.ts';

export type LineClientOptions = {
  /** `https://api.line.me`, or the sandbox. */
  apiBaseUrl: string;
  /** `https://api-data.line.me`, or the sandbox: contents and rich menu images. */
  dataApiBaseUrl: string;
  channelId: string;
  channelSecret: string;
  fetch?: Fetch;
  /** For a whole exchange. Default 10,000; contents and images get six times as long. */
  timeoutMs?: number;
  clock?: Clock;
};

export type CallOptions = { signal?: AbortSignal };
/** The retry key is the outbox row's UUID, and is on the first attempt already: LINE cannot add it later. */
export type SendOptions = CallOptions & { retryKey: string };
export type ContentOptions = CallOptions & { maxBytes: number; variant?: 'original' | 'preview' };
export type Content = { bytes: Buffer; contentType: string };

export type ReplyRequest = messagingApi.ReplyMessageRequest;
export type PushRequest = messagingApi.PushMessageRequest;
export type MulticastRequest = messagingApi.MulticastRequest;
export type BroadcastRequest = messagingApi.BroadcastRequest;
/** The SDK says Date, the wire says an ISO 8601 text. */
export type WebhookTest = Omit<messagingApi.TestWebhookEndpointResponse, 'timestamp'> & { timestamp: string };

export type LineClient = ReturnType<typeof createLineClient>;

type Call = CallOptions & {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  json?: unknown;
  upload?: { bytes: Uint8Array<ArrayBuffer>; contentType: string };
  retryKey?: string;
  idempotency?: Idempotency;
};

const CONTENT_TIMEOUT_FACTOR = 6;

/**
 * Everything we ask of LINE for one channel. Methods throw AppError LINE_…; a send's answer *or* error goes to
 * `classifySend`. A token that LINE refuses is renewed once, and the request sent again: a 401 executed nothing.
 */
export function createLineClient(options: LineClientOptions) {
  const { apiBaseUrl, dataApiBaseUrl, channelId, channelSecret } = options;
  const { fetch = globalThis.fetch, timeoutMs = 10_000, clock = systemClock } = options;
  const tokens = createAccessTokens({ apiBaseUrl, channelId, channelSecret, fetch, timeoutMs, clock });

  async function request<Body>(
    call: Call,
    read: (response: Response, fail: Fail) => Promise<Body>,
    { baseUrl, timeoutMs }: { baseUrl: string; timeoutMs: number },
  ): Promise<LineAnswer<Body>> {
    const { method, path, json, upload, retryKey, signal } = call;
    const idempotency = retryKey === undefined ? (call.idempotency ?? 'none') : 'retry-key';
    const body = json === undefined ? upload?.bytes : JSON.stringify(json);
    const contentType = json === undefined ? upload?.contentType : 'application/json';
    const attempt = (token: string) =>
      exchange(
        fetch,
        {
          method,
          url: new URL(path, baseUrl).href,
          headers: {
            authorization: `Bearer ${token}`,
            ...(contentType === undefined ? {} : { 'content-type': contentType }),
            ...(retryKey === undefined ? {} : { 'x-line-retry-key': retryKey }),
          },
          ...(body === undefined ? {} : { body }),
          timeoutMs,
          ...(signal === undefined ? {} : { signal }),
          idempotency,
        },
        read,
      );
    const token = await tokens.get({ idempotency });
    try {
      return await attempt(token);
    } catch (error) {
      if (!hasCode(error, 'LINE_UNAUTHORIZED')) throw error;
      tokens.discard(token);
      return attempt(await tokens.get({ idempotency }));
    }
  }

  function call<Body>(call: Call): Promise<LineAnswer<Body>> {
    const read = async (response: Response, fail: Fail) =>
      // The shape is LINE's word (its OpenAPI, through the SDK's types); what matters is checked where it is used.
      (await readJson(response, fail)) as Body;
    return request<Body>(call, read, { baseUrl: apiBaseUrl, timeoutMs });
  }

  // LINE answers 400 to a retry key anywhere but push, multicast, narrowcast and broadcast
  // (https://developers.line.biz/en/docs/messaging-api/retrying-api-request/).
  function send<Body>(path: string, json: object, { retryKey, signal }: SendOptions): Promise<LineAnswer<Body>> {
    if (!isUuid(retryKey)) return Promise.reject(lineErrors.RETRY_KEY_INVALID());
    return call<Body>({ method: 'POST', path, json, retryKey, ...(signal === undefined ? {} : { signal }) });
  }

  const dataServer = { baseUrl: dataApiBaseUrl, timeoutMs: timeoutMs * CONTENT_TIMEOUT_FACTOR };

  return {
    /** Free of charge. LINE takes no retry key here; the reply token itself works only once. */
    reply: (json: ReplyRequest, options: CallOptions = {}) =>
      call<messagingApi.ReplyMessageResponse>({
        method: 'POST',
        path: '/v2/bot/message/reply',
        json,
        idempotency: 'reply-token',
        ...options,
      }),
    push: (json: PushRequest, options: SendOptions) =>
      send<messagingApi.PushMessageResponse>('/v2/bot/message/push', json, options),
    /** At most 500 people. One id that is not an id refuses all of them; ids LINE never met are ignored. */
    multicast: (json: MulticastRequest, options: SendOptions) =>
      send<Record<string, never>>('/v2/bot/message/multicast', json, options),
    /** To all friends. 60 an hour. */
    broadcast: (json: BroadcastRequest, options: SendOptions) =>
      send<Record<string, never>>('/v2/bot/message/broadcast', json, options),

    /** @throws LINE_NOT_FOUND if the person blocked the account, is no friend, or has not consented */
    getProfile: (userId: string, options: CallOptions = {}) =>
      call<messagingApi.UserProfileResponse>({ method: 'GET', path: path`/v2/bot/profile/${userId}`, ...options }),
    /**
     * What a person sent. LINE deletes it after a time it does not name: copy it at once.
     *
     * @throws LINE_CONTENT_NOT_READY (later), LINE_CONTENT_GONE, LINE_CONTENT_TOO_LARGE
     */
    getContent: (messageId: string, { maxBytes, variant = 'original', ...options }: ContentOptions) =>
      request<Content>(
        {
          method: 'GET',
          path: path`/v2/bot/message/${messageId}/content` + (variant === 'preview' ? '/preview' : ''),
          ...options,
        },
        async (response, fail) => {
          if (response.status === 202) throw fail('CONTENT_NOT_READY');
          const bytes = await readCapped(response, maxBytes, fail);
          return { bytes, contentType: response.headers.get('content-type') ?? 'application/octet-stream' };
        },
        dataServer,
      ).catch((error: unknown) => {
        if (!hasCode(error, 'LINE_NOT_FOUND')) throw error;
        throw lineErrors.CONTENT_GONE({ details: error.details, cause: error });
      }),
    /** 5 to 60 seconds, in steps of 5; one-to-one chats only; gone when the next message arrives. */
    startLoading: (chatId: string, loadingSeconds: number, options: CallOptions = {}) =>
      call<Record<string, never>>({
        method: 'POST',
        path: '/v2/bot/chat/loading/start',
        json: { chatId, loadingSeconds } satisfies messagingApi.ShowLoadingAnimationRequest,
        ...options,
      }),
    /** Good for 10 minutes, once. */
    issueLinkToken: (userId: string, options: CallOptions = {}) =>
      call<messagingApi.IssueLinkTokenResponse>({
        method: 'POST',
        path: path`/v2/bot/user/${userId}/linkToken`,
        ...options,
      }),

    /** `userId` is the `destination` of the channel's webhooks. */
    getBotInfo: (options: CallOptions = {}) =>
      call<messagingApi.BotInfoResponse>({ method: 'GET', path: '/v2/bot/info', ...options }),
    /** A page of friends. @throws LINE_FORBIDDEN for an account that is neither verified nor premium */
    listFollowerIds: ({ limit, start, ...options }: CallOptions & { limit: number; start?: string }) =>
      call<messagingApi.GetFollowersResponse>({
        method: 'GET',
        path: `/v2/bot/followers/ids?${new URLSearchParams({ limit: String(limit), ...(start === undefined ? {} : { start }) })}`,
        ...options,
      }),
    getWebhookEndpoint: (options: CallOptions = {}) =>
      call<messagingApi.GetWebhookEndpointResponse>({
        method: 'GET',
        path: '/v2/bot/channel/webhook/endpoint',
        ...options,
      }),
    /** https only, at most 500 characters. It takes up to a minute to have effect. */
    setWebhookEndpoint: (endpoint: string, options: CallOptions = {}) =>
      call<Record<string, never>>({
        method: 'PUT',
        path: '/v2/bot/channel/webhook/endpoint',
        json: { endpoint } satisfies messagingApi.SetWebhookEndpointRequest,
        ...options,
      }),
    /** LINE posts an empty webhook to that address, or to the one it has, and says what it got. 60 an hour. */
    testWebhookEndpoint: ({ endpoint, ...options }: CallOptions & { endpoint?: string } = {}) =>
      call<WebhookTest>({
        method: 'POST',
        path: '/v2/bot/channel/webhook/test',
        json: (endpoint === undefined ? {} : { endpoint }) satisfies messagingApi.TestWebhookEndpointRequest,
        ...options,
      }),
    /** `type: 'none'` means no ceiling, which the plan for municipalities has. */
    getQuota: (options: CallOptions = {}) =>
      call<messagingApi.MessageQuotaResponse>({ method: 'GET', path: '/v2/bot/message/quota', ...options }),
    /** Approximate, LINE says. */
    getConsumption: (options: CallOptions = {}) =>
      call<messagingApi.QuotaConsumptionResponse>({
        method: 'GET',
        path: '/v2/bot/message/quota/consumption',
        ...options,
      }),

    createRichMenu: (json: RichMenu, options: CallOptions = {}) =>
      call<messagingApi.RichMenuIdResponse>({ method: 'POST', path: '/v2/bot/richmenu', json, ...options }),
    /** Once for each menu: LINE does not replace an image, make a new menu. */
    uploadRichMenuImage: (
      richMenuId: string,
      upload: { bytes: Uint8Array<ArrayBuffer>; contentType: 'image/png' | 'image/jpeg' },
      options: CallOptions = {},
    ) =>
      request(
        { method: 'POST', path: path`/v2/bot/richmenu/${richMenuId}/content`, upload, ...options },
        readJson,
        dataServer,
      ),
    setDefaultRichMenu: (richMenuId: string, options: CallOptions = {}) =>
      call<Record<string, never>>({ method: 'POST', path: path`/v2/bot/user/all/richmenu/${richMenuId}`, ...options }),
    /** Ignored silently for a person who is no friend. */
    linkRichMenu: (userId: string, richMenuId: string, options: CallOptions = {}) =>
      call<Record<string, never>>({
        method: 'POST',
        path: path`/v2/bot/user/${userId}/richmenu/${richMenuId}`,
        ...options,
      }),
    unlinkRichMenu: (userId: string, options: CallOptions = {}) =>
      call<Record<string, never>>({ method: 'DELETE', path: path`/v2/bot/user/${userId}/richmenu`, ...options }),
    /** 10 a second. Only menus made through the API. */
    listRichMenus: (options: CallOptions = {}) =>
      call<messagingApi.RichMenuListResponse>({ method: 'GET', path: '/v2/bot/richmenu/list', ...options }),
    deleteRichMenu: (richMenuId: string, options: CallOptions = {}) =>
      call<Record<string, never>>({ method: 'DELETE', path: path`/v2/bot/richmenu/${richMenuId}`, ...options }),
  };
}

/** A path whose ids cannot leave their segment. */
function path(literals: TemplateStringsArray, ...ids: readonly string[]): string {
  return String.raw({ raw: literals.raw }, ...ids.map(encodeURIComponent));
}

function hasCode(error: unknown, code: string): error is Error & { details: Readonly<Record<string, unknown>> } {
  return error instanceof Error && 'code' in error && error.code === code;
}
