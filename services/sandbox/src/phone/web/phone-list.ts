// Which phones stand on the page. The address says it, so that a link shows the same phones; without it, the browser's
// memory; without that, the first two cities.
import type { Channel, ChatKey, Person } from './control-api.ts';

const STORAGE_KEY = 'sandbox.phones';
const DEFAULT_PHONES = 2;

export function rememberedPhones(channels: readonly Channel[], people: readonly Person[]): ChatKey[] {
  const exists = ({ channelId, personId }: ChatKey) =>
    channels.some((channel) => channel.channelId === channelId) &&
    people.some((person) => person.personId === personId);
  const fromAddress = new URL(location.href).searchParams.getAll('phone').flatMap(parse).filter(exists);
  if (fromAddress.length > 0) return fromAddress;
  const remembered = (localStorage.getItem(STORAGE_KEY) ?? '').split(' ').flatMap(parse).filter(exists);
  return remembered.length > 0 ? remembered : firstPhones(channels, people);
}

export function rememberPhones(keys: readonly ChatKey[]): void {
  const words = keys.map(({ personId, channelId }) => `${personId}~${channelId}`);
  localStorage.setItem(STORAGE_KEY, words.join(' '));
  const address = new URL(location.href);
  address.searchParams.delete('phone');
  for (const word of words) address.searchParams.append('phone', word);
  history.replaceState(null, '', address);
}

function firstPhones(channels: readonly Channel[], people: readonly Person[]): ChatKey[] {
  return channels.slice(0, DEFAULT_PHONES).flatMap(({ channelId }, index) => {
    const person = people[index] ?? people[0];
    return person === undefined ? [] : [{ channelId, personId: person.personId }];
  });
}

function parse(word: string): ChatKey[] {
  const [personId, channelId] = word.split('~');
  return personId && channelId ? [{ personId, channelId }] : [];
}
