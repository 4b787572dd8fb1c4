// The talk rooms: what the resident and the city said to each other, in order.
import type { EventBus } from './event-bus.ts';
import type { Bond, Entry } from './model.ts';
import type { Store } from './store.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Old lines of a talk room are forgotten, so that a long benchmark does not eat the memory. */
const MAX_ENTRIES_PER_ROOM = 2_000;

export type NewEntry = Omit<Entry, 'seq' | 'at'>;

export function createTranscripts(store: Store, clock: VirtualClock, bus: EventBus) {
  const roomOf = (channelId: string, personId: string) => `${channelId}/${personId}`;
  const list = (channelId: string, personId: string): readonly Entry[] =>
    store.world.transcripts[roomOf(channelId, personId)] ?? [];

  return {
    list,
    listAfter: (channelId: string, personId: string, seq: number) =>
      list(channelId, personId).filter((entry) => entry.seq > seq),

    append: (bond: Bond, fields: NewEntry): Entry => {
      const room = roomOf(bond.channelId, bond.personId);
      const entry: Entry = { seq: store.world.nextSeq, at: clock.now().toISOString(), ...fields };
      store.world.nextSeq += 1;
      let entries = store.world.transcripts[room];
      if (entries === undefined) {
        entries = [];
        store.world.transcripts[room] = entries;
      }
      entries.push(entry);
      if (entries.length > MAX_ENTRIES_PER_ROOM) entries.shift();
      store.touch();
      bus.emit({ type: 'transcript', channelId: bond.channelId, personId: bond.personId, entry });
      return entry;
    },

    /** Marks a message as taken back and forgets what it said. */
    markUnsent: (bond: Bond, messageId: string): boolean => {
      const entry = list(bond.channelId, bond.personId).find((candidate) => candidate.messageId === messageId);
      if (entry === undefined || entry.from !== 'resident') return false;
      entry.unsent = true;
      delete entry.message;
      store.touch();
      bus.emit({ type: 'transcript', channelId: bond.channelId, personId: bond.personId, entry });
      return true;
    },

    /** Resolves when the room has a line after `seq`, or after `waitMs`, or when the caller goes away. */
    waitForNews: (
      channelId: string,
      personId: string,
      seq: number,
      waitMs: number,
      signal: AbortSignal,
    ): Promise<void> => {
      if (list(channelId, personId).some((entry) => entry.seq > seq)) return Promise.resolve();
      return new Promise((resolve) => {
        const finish = () => {
          clearTimeout(timer);
          unsubscribe();
          signal.removeEventListener('abort', finish);
          resolve();
        };
        const timer = setTimeout(finish, waitMs);
        const unsubscribe = bus.subscribe((event) => {
          if (event.type !== 'transcript' || event.channelId !== channelId || event.personId !== personId) return;
          if (event.entry.seq > seq) finish();
        });
        signal.addEventListener('abort', finish);
      });
    },

    forgetAll: () => {
      store.world.transcripts = {};
      store.touch();
    },
  };
}
