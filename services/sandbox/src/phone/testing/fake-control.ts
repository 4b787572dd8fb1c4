// A control API in memory, so that the phone can be tested apart from the LINE stand-in. It delivers nothing: the test
// plays the city with `say`.
import { EventEmitter } from 'node:events';
import type { FastifyInstance } from 'fastify';

type Message = { readonly type: string; readonly [field: string]: unknown };

interface Key {
  channelId: string;
  personId: string;
}

interface Entry {
  seq: number;
  at: string;
  from: string;
  kind: string;
  message?: Message;
  messageId?: string;
  via?: string;
  unsent?: boolean;
}

export interface FakeControl {
  /** What the phones asked for, oldest first. */
  readonly actions: (Key & { action: Record<string, unknown> })[];
  plugin(app: FastifyInstance): Promise<void>;
  say(key: Key, message: Message, via?: string): void;
  showLoading(key: Key, seconds: number): void;
  setRichMenu(menu: unknown, imageUrl?: string): void;
  /** From now on the city's webhook answers 500. */
  failDeliveries(): void;
  faults(): unknown[];
  forgetTranscripts(): void;
  /** Hangs up on every phone; browsers come back on their own. */
  breakEventStream(): void;
  setFriendship(key: Key, friendship: string): void;
}

export const CITIES = [
  { channelId: '1000000001', displayName: 'こもれび市', center: { latitude: 35.012, longitude: 135.034 } },
  { channelId: '1000000002', displayName: 'しおかぜ町' },
] as const;

export const PEOPLE = [
  { personId: 'p-1', displayName: '山田さくら' },
  { personId: 'p-2', displayName: '田中いちろう' },
] as const;

export function createFakeControl(): FakeControl {
  const events = new EventEmitter();
  const rooms = new Map<string, Entry[]>();
  const friendships = new Map<string, string>();
  const contents = new Map<string, Buffer>();
  const people: { personId: string; displayName: string }[] = [...PEOPLE];
  const actions: FakeControl['actions'] = [];
  let richMenu: { richMenu: unknown; imageUrl?: string } = { richMenu: null };
  let delivery: { status: number; reason?: string } = { status: 200 };
  let faults: unknown[] = [];
  let seq = 0;

  const idOf = ({ channelId, personId }: Key) => `${channelId}/${personId}`;
  const roomOf = (key: Key) => rooms.get(idOf(key)) ?? [];
  const add = (key: Key, entry: Omit<Entry, 'seq' | 'at'>) => {
    const full = { seq: ++seq, at: new Date().toISOString(), ...entry };
    rooms.set(idOf(key), [...roomOf(key), full]);
    events.emit('event', { type: 'transcript', ...key, entry: full });
  };

  const perform: Record<string, (key: Key, action: Record<string, unknown>) => void> = {
    follow(key) {
      friendships.set(idOf(key), 'friend');
      add(key, { from: 'system', kind: 'follow' });
    },
    block(key) {
      friendships.set(idOf(key), 'blocked');
      add(key, { from: 'system', kind: 'block' });
    },
    postback(key, { displayText }) {
      add(key, {
        from: 'resident',
        kind: 'postback',
        ...(typeof displayText === 'string' ? { message: { type: 'text', text: displayText } } : {}),
      });
    },
    richmenuswitch(key) {
      add(key, { from: 'resident', kind: 'richmenuswitch' });
    },
    unsend(key, { messageId }) {
      for (const entry of roomOf(key)) if (entry.messageId === messageId) entry.unsent = true;
      add(key, { from: 'resident', kind: 'unsend', messageId: String(messageId) });
    },
  };
  const speak = (key: Key, { base64, ...message }: Record<string, unknown>) => {
    const messageId = `m${seq + 1}`;
    if (typeof base64 === 'string') contents.set(messageId, Buffer.from(base64, 'base64'));
    add(key, { from: 'resident', kind: 'message', messageId, message: { type: String(message.type), ...message } });
  };

  return {
    actions,
    say: (key, message, via = 'reply') =>
      add(key, { from: 'city', kind: 'message', message, messageId: `m${seq + 1}`, via }),
    showLoading: (key, seconds) => events.emit('event', { type: 'loading', ...key, seconds }),
    setRichMenu(menu, imageUrl) {
      richMenu = { richMenu: menu, ...(imageUrl === undefined ? {} : { imageUrl }) };
      events.emit('event', { type: 'richmenu' });
    },
    failDeliveries() {
      delivery = { status: 500, reason: 'error_status_code' };
    },
    faults: () => faults,
    forgetTranscripts: () => rooms.clear(),
    breakEventStream: () => events.emit('hang-up'),
    setFriendship: (key, friendship) => friendships.set(idOf(key), friendship),
    async plugin(app) {
      const chat = '/control/channels/:channelId/people/:personId';
      app.get('/control/channels', async () => ({ channels: CITIES }));
      app.get('/control/people', async () => ({ people }));
      app.post<{ Body: { displayName: string } }>('/control/people', async (request) => {
        const person = { personId: `p-${people.length + 1}`, displayName: request.body.displayName };
        people.push(person);
        events.emit('event', { type: 'people' });
        return person;
      });
      app.get<{ Params: Key }>(chat, async ({ params }) => ({
        userId: `U${params.personId}`,
        friendship: friendships.get(idOf(params)) ?? 'friend',
      }));
      app.get<{ Params: Key; Querystring: { after?: string } }>(`${chat}/transcript`, async ({ params, query }) => ({
        entries: roomOf(params).filter((entry) => entry.seq > Number(query.after ?? 0)),
      }));
      app.get(`${chat}/richmenu`, async () => richMenu);
      app.post<{ Params: Key; Body: Record<string, unknown> }>(
        `${chat}/actions`,
        { bodyLimit: 12_000_000 },
        async ({ params, body }) => {
          actions.push({ ...params, action: body });
          (perform[String(body.type)] ?? speak)(params, body);
          return { delivered: delivery };
        },
      );
      app.get<{ Params: { messageId: string } }>('/control/messages/:messageId/content', async ({ params }, reply) =>
        reply.type('image/jpeg').send(contents.get(params.messageId) ?? Buffer.alloc(0)),
      );
      app.get('/control/faults', async () => ({ faults: faults.map((fault) => ({ fault, struck: 0 })) }));
      app.put<{ Body: { faults: unknown[] } }>('/control/faults', async (request) => {
        faults = request.body.faults;
        return {};
      });
      app.get('/control/events', (request, reply) => {
        const { raw } = reply;
        reply.hijack();
        raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
        raw.write('retry: 100\n\n');
        const write = (event: unknown) => raw.write(`data: ${JSON.stringify(event)}\n\n`);
        events.on('event', write);
        events.once('hang-up', () => raw.end());
        request.raw.on('close', () => events.off('event', write));
      });
      app.get<{ Params: { '*': string } }>('/picture/*', async (request, reply) =>
        reply.type('image/svg+xml').send(picture(request.params['*'])),
      );
    },
  };
}

/** A landscape in a colour of its own for each name; any message may point to `/picture/<name>`. */
function picture(name: string): string {
  const hue = [...name].reduce((sum, character) => sum * 7 + character.charCodeAt(0), 3) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200" width="600" height="400" preserveAspectRatio="xMidYMid slice">
<rect width="300" height="200" fill="hsl(${hue} 45% 84%)"/><circle cx="226" cy="56" r="24" fill="hsl(${(hue + 40) % 360} 80% 92%)"/>
<path d="M0 140 70 80 130 130 200 70 300 150V200H0z" fill="hsl(${hue} 30% 62%)"/>
<path d="M0 165c60-30 120-20 180-8s90-6 120-14v57H0z" fill="hsl(${hue} 34% 46%)"/></svg>`;
}
