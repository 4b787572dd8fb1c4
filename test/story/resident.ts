// A resident of the story: a person of the sandbox in one city's talk room, who taps, and counts the taps.
import type { Entry, SandboxControl } from '../support/sandbox-control.ts';
import { openTalk, type Talk } from '../support/talk.ts';
import { createPageVisitor, type PageVisitor } from './page-visitor.ts';

export type Card = { key: string; name: string; address: string; birthdate: string; gender: '1' | '2' };

export type StoryResident = Talk & {
  name: string;
  card: Card;
  /** Taps on the phone since the count began. */
  taps(): number;
  countTaps(): void;
  /** Opens the address behind the newest button of the city that leads to such a page. */
  openPage(path: string): Promise<PageVisitor>;
};

export async function addResident(
  sandbox: SandboxControl,
  channelId: string,
  gatewayUrl: string,
  card: Card,
): Promise<StoryResident> {
  const { personId } = await sandbox.makePerson(card.name);
  const talk = openTalk(sandbox, channelId, personId);
  let taps = 0;
  return {
    ...talk,
    name: card.name,
    card,
    tap: (label) => {
      taps += 1;
      return talk.tap(label);
    },
    taps: () => taps,
    countTaps: () => {
      taps = 0;
    },
    openPage: async (path) => {
      const entries = await talk.entries();
      const url = entries
        .toReversed()
        .flatMap((entry) => urlsOf(entry))
        .find((each) => each.includes(path));
      if (url === undefined) throw new Error(`${card.name} has no button to ${path}`);
      const visitor = createPageVisitor(gatewayUrl);
      await visitor.open(url);
      return visitor;
    },
  };
}

/** Registers by the identity provider, as a resident does once. */
export async function register(sandbox: SandboxControl, resident: StoryResident): Promise<void> {
  await resident.act({ type: 'follow' });
  await resident.hears('手のひら市役所');
  await resident.say('本人確認');
  await resident.hears('/identity/');
  const page = await resident.openPage('/identity/');
  await page.press('同意して');
  const redirectUrl = await sandbox.authorizeIdentity(page.address(), resident.card);
  await page.open(redirectUrl);
  await resident.hears('本人確認の登録ができました');
}

function urlsOf(entry: Entry): string[] {
  if (entry.from !== 'city') return [];
  return [...JSON.stringify(entry.message).matchAll(/"uri":"([^"]+)"/g)].map(([, url = '']) => url);
}
