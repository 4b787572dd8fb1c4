// The sandbox's control API, as this page uses it.
import type { LineMessage, RichMenu } from '@tenohira/line-preview';

export interface Channel {
  channelId: string;
  displayName: string;
  pictureUrl?: string;
  center?: { latitude: number; longitude: number };
}

export interface Person {
  personId: string;
  displayName: string;
}

/** One resident's chat with one city. */
export interface ChatKey {
  readonly channelId: string;
  readonly personId: string;
}

export type Friendship = 'friend' | 'blocked' | 'none';

export interface Entry {
  seq: number;
  /** ISO 8601. */
  at: string;
  from: 'resident' | 'city' | 'system';
  kind: string;
  message?: LineMessage;
  messageId?: string;
  text?: string;
  via?: 'reply' | 'push' | 'multicast' | 'broadcast';
  unsent?: boolean;
}

export type ResidentAction =
  | { type: 'follow' }
  | { type: 'block' }
  | { type: 'text'; text: string }
  | { type: 'image'; base64: string }
  | { type: 'location'; latitude: number; longitude: number; title?: string; address?: string }
  | { type: 'sticker'; packageId: string; stickerId: string }
  | { type: 'postback'; data: string; displayText?: string; params?: Record<string, string> }
  | { type: 'richmenuswitch'; richMenuAliasId: string; data: string }
  | { type: 'unsend'; messageId: string };

export type ControlEvent =
  | ({ type: 'transcript'; entry: Entry } & ChatKey)
  | ({ type: 'richmenu' } & Partial<ChatKey>)
  | ({ type: 'loading'; seconds: number } & ChatKey)
  | { type: 'channels' }
  | { type: 'people' };

/** What became of the webhook; no `reason` means that the city took it. */
export interface Delivered {
  status: number | null;
  reason?: string;
}

/** A misfortune that the sandbox plays; see `GET /control/faults`. */
export interface Fault {
  kind: string;
  ms?: number;
  [setting: string]: unknown;
}

export const controlApi = {
  channels: async () => (await get<{ channels: Channel[] }>('/channels')).channels,
  people: async () => (await get<{ people: Person[] }>('/people')).people,
  addPerson: (displayName: string) => send<Person>('POST', '/people', { displayName }),
  chat: (key: ChatKey) => get<{ userId: string; friendship: Friendship }>(chatPath(key)),
  transcript: async (key: ChatKey, after: number) =>
    (await get<{ entries: Entry[] }>(`${chatPath(key)}/transcript?after=${after}`)).entries,
  richMenu: (key: ChatKey) => get<{ richMenu: RichMenu | null; imageUrl?: string }>(`${chatPath(key)}/richmenu`),
  act: async (key: ChatKey, action: ResidentAction) =>
    (await send<{ delivered: Delivered | null }>('POST', `${chatPath(key)}/actions`, action)).delivered,
  faults: async () => (await get<{ faults: { fault: Fault }[] }>('/faults')).faults.map(({ fault }) => fault),
  setFaults: (faults: readonly Fault[]) => send<unknown>('PUT', '/faults', { faults }),
};

export function contentUrl(messageId: string): string {
  return `/control/messages/${encodeURIComponent(messageId)}/content`;
}

/**
 * Listens for as long as the page lives; the browser reconnects by itself. `onOpen` also runs after each reconnection:
 * what happened in between has to be fetched.
 */
export function listen(onEvent: (event: ControlEvent) => void, onOpen: () => void): void {
  const source = new EventSource('/control/events');
  source.addEventListener('open', onOpen);
  source.addEventListener('message', (event) => onEvent(JSON.parse(String(event.data))));
}

function chatPath({ channelId, personId }: ChatKey): string {
  return `/channels/${encodeURIComponent(channelId)}/people/${encodeURIComponent(personId)}`;
}

async function get<T>(path: string): Promise<T> {
  return answerOf<T>(await fetch(`/control${path}`));
}

async function send<T>(method: string, path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return answerOf<T>(await fetch(`/control${path}`, { method, headers, body: JSON.stringify(body) }));
}

async function answerOf<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return (await response.json()) as T; // our own server's answer, by the contract written above
}
