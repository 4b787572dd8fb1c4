// Registered once; the list; matching; the plan.
import { randomInt } from 'node:crypto';
import { asOnCard, inventPeople, type PersonInFile, writeListCsv } from '@tenohira/benefits/testing';
import { addDays, jstDateOf } from '@tenohira/core';
import { inParallel } from '../../support/in-parallel.ts';
import { addResident, type Card, register, type StoryResident } from '../resident.ts';
import { AMOUNT_YEN, HOUSEHOLDS, METHODS, PER_METHOD, type Staff, type Story, type StoryProgram } from '../story.ts';

/** Registrations at a time: people do not queue for it. */
const AT_ONCE = 6;

type Reach = {
  households: number;
  superFastPass: number;
  letter: number;
  nobody: number;
  done: number;
  doubtfulMatches: number;
};
type DoubtfulMatch = { matchId: string; reasonText: string; registered: { name: string } };

/** The one who has another name on the card than on the list. */
const NEW_FAMILY_NAME = '海野';
const isRenamed = ({ registered }: DoubtfulMatch) => registered.name.startsWith(NEW_FAMILY_NAME);

export async function prepareProgram(story: Story): Promise<StoryProgram> {
  const { timeline, editor, approver, owner } = story;
  const people = listed();
  const heads = people.filter(({ relation }) => relation === '世帯主');
  const withAccount = heads.filter(({ accountNumber }) => accountNumber !== '');
  const without = heads.filter(({ accountNumber }) => accountNumber === '');
  const applying = [...withAccount.slice(0, PER_METHOD), ...without.slice(0, PER_METHOD * (METHODS.length - 1) - 1)];
  const [married, byLetter, paperOne, paperTwo] = without.slice(PER_METHOD * METHODS.length) as PersonInFile[]; // there are hundreds
  if (!married || !byLetter || !paperOne || !paperTwo) throw new Error('the list has too few people');

  timeline.part('一度だけの登録(デジタル認証アプリ)');
  const residents = await registerAll(story, applying.map(cardOf));
  const newName = { ...cardOf(married), name: `${NEW_FAMILY_NAME} ${married.name.split('　')[1] ?? ''}` };
  const [renamed] = await registerAll(story, [newName]);
  if (!renamed) throw new Error('nobody was registered');
  timeline.say(`${residents.length + 1}人が登録`);

  timeline.part('給付事業と対象者リスト');
  const today = jstDateOf(new Date());
  const surveyKey = `story-${Date.now()}`;
  const { id: programId } = await editor.post<{ id: string }>('/programs', {
    name: '物価高騰対策給付金',
    statute: 'みなと野市物価高騰対策給付金支給要綱',
    amountRule: 'household',
    amountYen: AMOUNT_YEN,
    baseDate: addDays(today, -30),
    opensOn: today,
    closesOn: addDays(today, 60),
    methods: METHODS.map(({ key }) => key),
    texts: { contact: '福祉課 電話000-000-2345' },
    surveyKey,
    isPractice: false,
  });
  await owner.post(`/programs/${programId}/funds`, { amountYen: HOUSEHOLDS * AMOUNT_YEN });
  const bytes = writeListCsv(people, { encoding: 'shift_jis' });
  const upload = () => editor.upload<Report>(`/programs/${programId}/lists?fileName=meibo.csv`, bytes);
  const report = await upload();
  timeline.check('読み込み', report.status, 'staged');
  timeline.check('行数', report.rowCount, people.length);
  timeline.check('同じファイルをもう一度', (await upload()).status, 'unchanged');
  await approver.post(`/lists/${report.listId}/apply`);
  await approver.post(`/programs/${programId}/open`);

  timeline.part('照合と、届け方の計画');
  await editor.post(`/programs/${programId}/match`);
  const waiting = await editor.get<{ matches: DoubtfulMatch[] }>(`/programs/${programId}/matches/doubtful`);
  // By chance a name and a birth date meet now and then: those are other people, and staff say so.
  const [same, ...others] = waiting.matches.toSorted((a, b) => Number(isRenamed(b)) - Number(isRenamed(a)));
  timeline.check('人が確かめる照合', same !== undefined && isRenamed(same) && !others.some(isRenamed), true);
  timeline.say(`わけ: ${same?.reasonText}`);
  const decide = (staff: Staff, decision: 'accept' | 'reject', matchId = same?.matchId) =>
    staff.post(`/matches/${matchId}/decision`, { decision });
  for (const { matchId } of others) await decide(editor, 'reject', matchId);
  await decide(editor, 'accept');
  timeline.check(
    'ひとりで二度は認められない',
    await editor.refusal('POST', `/matches/${same?.matchId}/decision`, { decision: 'accept' }),
    'BENEFIT_MATCH_SAME_PERSON',
  );
  await decide(owner, 'accept');
  const reach = await editor.get<Reach>(`/programs/${programId}/reach`);
  timeline.check('対象の世帯', reach.households, HOUSEHOLDS);
  timeline.check('スーパーファストパス', reach.superFastPass, residents.length + 1);
  timeline.check('手紙', reach.letter, HOUSEHOLDS - residents.length - 1);
  timeline.check('まだ誰にも届かない', reach.nobody, 0);

  return {
    programId,
    surveyKey,
    residents: [...residents, renamed],
    listedFirst: applying[0] ?? married,
    byLetter,
    byPaper: [paperOne, paperTwo],
    issuedBefore: await issuedNow(story),
  };
}

type Report = { listId: string; status: string; rowCount: number };

/** Yen that each issuer has given out and not taken back. */
export async function issuedNow({ sandbox }: Story): Promise<Record<string, number>> {
  const names = METHODS.flatMap(({ issuer }) => (issuer === undefined ? [] : [issuer]));
  const totals = await Promise.all(names.map(async (name) => [name, (await sandbox.issued(name)).keptYen] as const));
  return Object.fromEntries(totals);
}

/** People of this run alone: whoever plays the story twice registers others. */
function listed(): PersonInFile[] {
  const people = inventPeople({ households: HOUSEHOLDS, seed: randomInt(1_000, 10_000), supportPercent: 0 });
  return people.map((person) =>
    person.accountNumber === '' ? person : { ...person, bankCode: '0001', branchCode: '001' },
  );
}

export function cardOf(person: PersonInFile): Card {
  const { name, birthdate, address } = asOnCard(person);
  return { key: `story-${person.addressee}`, name, address, birthdate: birthdate.replaceAll('-', ''), gender: '2' };
}

async function registerAll(story: Story, cards: readonly Card[]): Promise<StoryResident[]> {
  const registered = new Map<string, StoryResident>();
  await inParallel(cards, AT_ONCE, async (card) => {
    const resident = await addResident(story.sandbox, story.channelId, story.gatewayUrl, card);
    await register(story.sandbox, resident);
    registered.set(card.key, resident);
  });
  return cards.flatMap(({ key }) => registered.get(key) ?? []);
}
