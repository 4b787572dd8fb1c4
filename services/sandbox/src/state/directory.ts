// Who is there: channels, people, and what each channel knows of each person.
import { uuidv7 } from '@tenohira/core';
import type { EventBus } from './event-bus.ts';
import { randomChannelId, randomHex, randomUserId, userIdOf } from './ids.ts';
import type { Bond, Channel, Person } from './model.ts';
import type { Store } from './store.ts';

/** LINE does not disclose how often it redelivers; these are short, so that a demo shows it. A channel may have its own. */
const DEFAULT_REDELIVERY_DELAYS_MS = [1_000, 5_000, 15_000];

export type NewChannel = {
  key: string;
  displayName: string;
  pictureUrl?: string | undefined;
  webhookUrl?: string | undefined;
  center?: { latitude: number; longitude: number } | undefined;
};

export function createDirectory(store: Store, bus: EventBus) {
  const channels = new Map<string, Channel>();
  const people = new Map<string, Person>();
  const bondsByUserId = new Map<string, Bond>();
  const bondsByPerson = new Map<string, Bond>();

  const index = (bond: Bond) => {
    bondsByUserId.set(`${bond.channelId}/${bond.userId}`, bond);
    bondsByPerson.set(`${bond.channelId}/${bond.personId}`, bond);
  };

  /** Reads the world again: at the start, and after everything was forgotten. */
  const reindex = () => {
    channels.clear();
    people.clear();
    bondsByUserId.clear();
    bondsByPerson.clear();
    for (const channel of store.world.channels) channels.set(channel.channelId, channel);
    for (const person of store.world.people) people.set(person.id, person);
    for (const bond of store.world.bonds) index(bond);
  };
  reindex();

  return {
    reindex,
    listChannels: () => [...channels.values()],
    findChannel: (channelId: string) => channels.get(channelId),
    /** Asking twice with one key gives the same channel; what else is given then replaces what it had. */
    ensureChannel: (input: NewChannel): { channel: Channel; created: boolean } => {
      const { key, ...fields } = input;
      const known = store.world.channels.find((channel) => channel.key === key);
      const channel = known ?? newChannel(key, input.displayName);
      Object.assign(channel, fields);
      if (known === undefined) {
        store.world.channels.push(channel);
        channels.set(channel.channelId, channel);
      }
      store.touch();
      bus.emit({ type: 'channels' });
      return { channel, created: known === undefined };
    },
    channelChanged: () => {
      store.touch();
      bus.emit({ type: 'channels' });
    },
    listPeople: () => [...people.values()].filter((person) => person.crowd !== true),
    findPerson: (personId: string) => people.get(personId),
    ensurePerson: (input: { key?: string; displayName: string }): { person: Person; created: boolean } => {
      const known = input.key === undefined ? undefined : store.world.people.find((person) => person.key === input.key);
      const person = known ?? { id: uuidv7(), ...input };
      person.displayName = input.displayName;
      if (known === undefined) {
        store.world.people.push(person);
        people.set(person.id, person);
      }
      store.touch();
      bus.emit({ type: 'people' });
      return { person, created: known === undefined };
    },
    /** What the channel knows of the person; made when first asked for, as strangers. */
    bondOf: (channelId: string, personId: string): Bond => {
      const known = bondsByPerson.get(`${channelId}/${personId}`);
      if (known !== undefined) return known;
      const userId = userIdOf(store.world.tokenKey, channelId, personId);
      const bond: Bond = { channelId, personId, userId, friendship: 'none', met: false };
      store.world.bonds.push(bond);
      index(bond);
      store.touch();
      return bond;
    },
    /** Friends who have no name to speak of, for sends to a whole city. */
    addCrowd: (channelId: string, count: number): Bond[] => {
      const crowd = Array.from({ length: count }, (): Bond => {
        const person: Person = { id: uuidv7(), displayName: '市民', crowd: true };
        store.world.people.push(person);
        people.set(person.id, person);
        const userId = userIdOf(store.world.tokenKey, channelId, person.id);
        return { channelId, personId: person.id, userId, friendship: 'friend', met: true };
      });
      for (const bond of crowd) {
        store.world.bonds.push(bond);
        index(bond);
      }
      store.touch();
      return crowd;
    },
    findBondByUserId: (channelId: string, userId: string) => bondsByUserId.get(`${channelId}/${userId}`),
    listBonds: (channelId: string) => store.world.bonds.filter((bond) => bond.channelId === channelId),
  };
}

function newChannel(key: string, displayName: string): Channel {
  return {
    key,
    channelId: randomChannelId(),
    channelSecret: randomHex(16),
    botUserId: randomUserId(),
    basicId: `@${randomHex(4)}`,
    displayName,
    webhookActive: true,
    redelivery: { enabled: false, delaysMs: DEFAULT_REDELIVERY_DELAYS_MS },
    // 地方公共団体プラン has no ceiling: www.lycbiz.com/jp/service/line-official-account/plan/
    quota: { type: 'none' },
    rateLimits: {},
    shortLivedTokens: [],
  };
}
