// The page: the bar on top, the phones below, and one event stream for all of them.
import { h } from '@tenohira/line-preview';
import { type Channel, type ChatKey, controlApi, listen, type Person } from './control-api.ts';
import { createPhone, type Phone } from './phone.ts';
import { rememberedPhones, rememberPhones } from './phone-list.ts';
import { createToolbar } from './toolbar.ts';

let channels: readonly Channel[] = [];
let people: readonly Person[] = [];
const phones: Phone[] = [];
let isArranged = false;

const shelf = h('main', { class: 'shelf' });
const notice = h('p', { class: 'shelf-notice', attributes: { role: 'status' } });
const toolbar = createToolbar({
  addPhone(key) {
    addPhone(key);
    remember();
    phones.at(-1)?.element.scrollIntoView({ behavior: 'smooth', inline: 'center' });
  },
  async addPerson(displayName) {
    const person = await controlApi.addPerson(displayName);
    await load();
    return person;
  },
});

function addPhone({ personId, channelId }: ChatKey): void {
  const person = people.find((candidate) => candidate.personId === personId);
  if (person === undefined) return;
  const phone = createPhone({
    person,
    channelId,
    channels: () => channels,
    onMove: remember,
    onRemove: () => {
      removePhone(phone);
      remember();
    },
  });
  phones.push(phone);
  shelf.append(phone.element);
}

function removePhone(phone: Phone): void {
  phone.element.remove();
  phones.splice(phones.indexOf(phone), 1);
}

/** A sandbox that was reset has forgotten its people and cities, and their phones go with them. */
function exists({ personId, channelId }: ChatKey): boolean {
  return (
    people.some((person) => person.personId === personId) && channels.some((channel) => channel.channelId === channelId)
  );
}

/** Until somebody moves a phone, the page follows the cities and people as they appear. */
function arrange(keys: readonly ChatKey[]): void {
  const isSame = (a: ChatKey, b: ChatKey) => a.channelId === b.channelId && a.personId === b.personId;
  for (const phone of [...phones]) if (!keys.some((key) => isSame(key, phone.key()))) removePhone(phone);
  for (const key of keys) if (!phones.some((phone) => isSame(phone.key(), key))) addPhone(key);
}

function remember(): void {
  isArranged = true;
  rememberPhones(phones.map((phone) => phone.key()));
}

async function load(): Promise<void> {
  try {
    [channels, people] = await Promise.all([controlApi.channels(), controlApi.people()]);
    notice.textContent = noticeOf();
  } catch {
    notice.textContent =
      'サンドボックスとつながりません。動いているか確かめてください。つながると、ここにスマートフォンが並びます。';
    return;
  }
  toolbar.show(channels, people);
  for (const phone of phones.filter((candidate) => !exists(candidate.key()))) removePhone(phone);
  if (!isArranged) arrange(rememberedPhones(channels, people));
}

function noticeOf(): string {
  if (channels.length === 0) return 'まだ市がありません。市のチャネルがつくられると、ここにスマートフォンが並びます。';
  if (people.length === 0) return 'まだ住民がいません。上の「新しい住民」にお名前を入れて、スマホを置いてください。';
  return '';
}

// A picture that cannot be fetched (a city's server is down, its address is wrong) says so in its place.
document.addEventListener(
  'error',
  (event) => event.target instanceof HTMLImageElement && event.target.classList.add('is-missing'),
  true,
);
document.body.append(toolbar.element, notice, shelf);
await load();
listen(
  (event) => {
    if (event.type === 'channels' || event.type === 'people') void load();
    for (const phone of phones) phone.receive(event);
  },
  async () => {
    await load();
    for (const phone of phones) phone.resync();
  },
);
