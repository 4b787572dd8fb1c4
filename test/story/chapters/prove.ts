// What can be shown afterwards: books that balance, a chain that holds, and one household's whole story.
import { waitUntil } from '../../support/wait-until.ts';
import { AMOUNT_YEN, METHODS, PER_METHOD, type Story, type StoryProgram } from '../story.ts';
import { balancesOf, issuedSince } from './pay.ts';

type Evidence = {
  claims: { number: string; payouts: { status: string }[] }[];
  messages: { status: string; lineRequestId: string | null; finishedAt: string | null }[];
};

export async function proveIt(story: Story, program: StoryProgram): Promise<void> {
  const { timeline, editor } = story;
  const { programId, residents, byPaper, listedFirst } = program;
  timeline.part('証拠');
  const claims = residents.length + 1 + byPaper.length;
  const balances = await balancesOf(story, programId);
  timeline.check('支払った合計(円)', balances.paid, claims * AMOUNT_YEN);
  timeline.check('待っているもの(円)', balances.reserved + balances['in-transit'], 0);
  const transferred = claims * AMOUNT_YEN - (await issuedSince(story, program));
  timeline.check('そのうち振込(円)', transferred, (claims - PER_METHOD * (METHODS.length - 1) - 2) * AMOUNT_YEN);
  timeline.check('合わない帳簿', (await editor.get<{ mismatches: unknown[] }>('/books')).mismatches, []);
  const { householdId } = await editor.post<{ householdId: string }>(`/programs/${programId}/households/search`, {
    number: listedFirst.household,
  });
  const evidence = await allNoticesOut(story, householdId);
  timeline.check('一世帯の申請', evidence.claims.length, 1);
  timeline.check(
    'LINEの記録のある知らせ',
    evidence.messages.every(({ status, lineRequestId }) => status === 'sent' && lineRequestId !== null),
    true,
  );
  const chain = await editor.post<{ ok: boolean; count: number }>('/audit/verification');
  timeline.check('操作の記録がつながっている', chain.ok, true);
  timeline.say(`記録 ${chain.count.toLocaleString('ja-JP')}件`);
}

/** The last notice of a household follows the money: the books are closed before LINE has it. */
function allNoticesOut({ editor }: Story, householdId: string): Promise<Evidence> {
  return waitUntil(
    'every notice of the household is out',
    async () => {
      const evidence = await editor.get<Evidence>(`/households/${householdId}/evidence`);
      return evidence.messages.every(({ finishedAt }) => finishedAt !== null) && evidence;
    },
    60_000,
  );
}
