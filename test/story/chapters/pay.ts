// Approved by a second person; then the money leaves, by four ways.
import { waitUntil } from '../../support/wait-until.ts';
import { textOf } from '../page-visitor.ts';
import { AMOUNT_YEN, METHODS, PER_METHOD, type Story, type StoryProgram } from '../story.ts';
import { issuedNow } from './prepare.ts';

type ToApprove = { claims: { claimId: string; seal: string }[]; count: number; totalYen: number };
export type Balances = { budget: number; reserved: number; 'in-transit': number; paid: number };

export async function approveAndPay(story: Story, program: StoryProgram): Promise<void> {
  const { timeline, editor, approver } = story;
  const { programId, residents, byPaper } = program;
  timeline.part('承認と支払い');
  const claims = residents.length + 1 + byPaper.length;
  const approved = await approveAll(story, programId);
  timeline.check('承認した申請', approved.count, claims);
  timeline.check('その合計(円)', approved.totalYen, claims * AMOUNT_YEN);

  const instant = PER_METHOD * (METHODS.length - 1) + 1;
  await paidByIssuers(story, program, instant);
  timeline.check('発行会社が払い出した合計(円)', await issuedSince(story, program), instant * AMOUNT_YEN);
  const balances = await balancesOf(story, programId);
  timeline.check('支払い済み(円)', balances.paid, instant * AMOUNT_YEN);
  timeline.check('振込を待つ(円)', balances.reserved, (claims - instant) * AMOUNT_YEN);

  const withCash = residents.at(-1 - 1) ?? residents[0];
  if (!withCash) throw new Error('nobody applied');
  await withCash.hears('番号を見る');
  const told = JSON.stringify(await withCash.entries());
  await withCash.tap('番号を見る');
  await withCash.hears('番号のページを開く');
  const page = await withCash.openPage('/benefits/');
  const shown = textOf(await page.open(page.address()));
  const numbers = [...shown.matchAll(/(?:番号|コード)\s+(\d{4,})/g)].map(([, number = '']) => number);
  timeline.check(
    '番号はページだけに出る',
    numbers.length > 0 && numbers.every((number) => !told.includes(number)),
    true,
  );

  const audited = await editor.post<{ ok: boolean }>('/audit/verification');
  timeline.check('操作の記録', audited.ok, true);
  timeline.check(
    '承認を待つもの',
    (await approver.get<ToApprove>(`/programs/${programId}/claims/to-approve`)).count,
    0,
  );
}

/** Approves all that waits, with the totals as they were seen. */
export async function approveAll({ approver }: Story, programId: string): Promise<{ count: number; totalYen: number }> {
  const { claims, count, totalYen } = await approver.get<ToApprove>(`/programs/${programId}/claims/to-approve`);
  await approver.post('/approvals', {
    claims: claims.map(({ claimId, seal }) => ({ claimId, seal })),
    expected: { count, totalYen },
  });
  return { count, totalYen };
}

export async function issuedSince(story: Story, { issuedBefore }: StoryProgram): Promise<number> {
  const now = await issuedNow(story);
  return Object.entries(now).reduce((sum, [name, yen]) => sum + yen - (issuedBefore[name] ?? 0), 0);
}

/** Waits until so many instant payouts have arrived. */
export async function paidByIssuers(story: Story, program: StoryProgram, count: number): Promise<void> {
  await waitUntil(
    `${count} instant payouts`,
    async () => (await issuedSince(story, program)) >= count * AMOUNT_YEN,
    60_000,
  );
  await waitUntil(
    'the books say so too',
    async () => (await balancesOf(story, program.programId))['in-transit'] === 0,
    60_000,
  );
}

export async function balancesOf({ editor }: Story, programId: string): Promise<Balances> {
  return (await editor.get<{ balances: Balances }>(`/programs/${programId}`)).balances;
}
