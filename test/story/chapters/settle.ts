// The file for the bank, its settlement, what comes back, and the second try.
import { nextBankBusinessDay } from '@tenohira/banking';
import { followPayouts } from '@tenohira/benefits';
import { addDays, createFixedClock, jstDateOf, jstMoment } from '@tenohira/core';
import { payoutMethods } from '@tenohira/payout-methods';
import { createPayoutMethods, type PayoutDependencies, settleBatch } from '@tenohira/payouts';
import { waitUntil } from '../../support/wait-until.ts';
import type { StoryResident } from '../resident.ts';
import { AMOUNT_YEN, METHODS, PER_METHOD, type Story, type StoryProgram } from '../story.ts';
import { approveAll, issuedSince, paidByIssuers } from './pay.ts';

const RECORD_BYTES = 122;
/** Of a data record, from 0: 新規コード. */
const NEW_CODE_AT = 1 + 4 + 15 + 3 + 15 + 4 + 1 + 7 + 30 + 10;
type Batch = { batchId: string; count: number; totalYen: number };

export async function settleAndReturn(story: Story, program: StoryProgram): Promise<void> {
  const { timeline, editor } = story;
  const { programId, residents } = program;
  timeline.part('総合振込');
  const payOn = nextBankBusinessDay(addDays(jstDateOf(new Date()), 7));
  const transfers = PER_METHOD + program.byPaper.length;
  const batch = await transfer(story, programId, payOn, transfers);
  await settle(story, batch.batchId, payOn);

  timeline.part('振込不能と、再支給');
  const paid = await claimsOf(story, programId, 'paid');
  const { items: lines } = await editor.get<{ items: Line[] }>(`/batches/${batch.batchId}/lines`);
  const lineBy = (channel: string) =>
    lines.find(({ claimId }) => paid.some((claim) => claim.claimId === claimId && claim.channel === channel));
  const [byLine, byPaper] = [lineBy('super-fast-pass'), lineBy('paper')];
  if (!byLine || !byPaper) throw new Error('the file lacks a channel');
  const back = { items: [byLine, byPaper].map(({ line }) => ({ line, reason: '名義相違' })) };
  await editor.post(`/batches/${batch.batchId}/returns`, back);
  timeline.check(
    '同じ通知をもう一度',
    await editor.refusal('POST', `/batches/${batch.batchId}/returns`, back),
    'PAYOUT_RETURNS_REPEATED',
  );
  timeline.check('戻ってきた申請', (await claimsOf(story, programId, 'returned')).length, back.items.length);

  const unlucky = await whoIsAsked(residents);
  await unlucky.tap('受け取り方を直す');
  await unlucky.hears('お金は、なくなっていません');
  const page = await unlucky.openPage('/benefits/');
  await page.press('デジタルギフト');
  await page.press(CONFIRM_BUTTON);
  timeline.say('ひとりはLINEで、デジタルギフトに変えた');
  await editor.post(`/claims/${byPaper.claimId}/correction`, {
    method: 'bank-transfer-zengin',
    accountKind: 'entered',
    account: { bankCode: '0001', branchCode: '001', type: '1', number: '1112223', holderKana: 'カミノ シンセイ' },
  });
  timeline.say('もうひとりは、職員が口座を直した');
  timeline.check('あらためて承認', (await approveAll(story, programId)).count, back.items.length);
  const issued = PER_METHOD * (METHODS.length - 1) + 2;
  await paidByIssuers(story, program, issued);
  timeline.check('発行会社の合計(円)', await issuedSince(story, program), issued * AMOUNT_YEN);
  const again = await transfer(story, programId, payOn, 1);
  timeline.check('新規コード(2 = 変更)', again.newCode, '2');
  await settle(story, again.batchId, payOn);
}

type Line = { line: number; claimId: string };
type Claim = { claimId: string; number: string; channel: string };

const CONFIRM_BUTTON = 'この内容で直す';

async function claimsOf({ editor }: Story, programId: string, status: string): Promise<Claim[]> {
  return (await editor.get<{ items: Claim[] }>(`/programs/${programId}/claims?status=${status}`)).items;
}

/** The resident to whom the notice of the return went. */
function whoIsAsked(residents: readonly StoryResident[]): Promise<StoryResident> {
  return waitUntil('one resident is asked for another account', async () => {
    for (const resident of residents) {
      if (JSON.stringify(await resident.entries()).includes('受け取り方を直す')) return resident;
    }
    return undefined;
  });
}

/** Prepared by one, released by another, handed out once. */
async function transfer(
  { timeline, editor, approver }: Story,
  programId: string,
  payOn: string,
  count: number,
): Promise<Batch & { newCode: string }> {
  const checked = await editor.post<{ problems: { key: string; severity: string }[] }>(
    `/programs/${programId}/batches/preflight`,
    { payOn },
  );
  const { batches } = await editor.post<{ batches: Batch[] }>(`/programs/${programId}/batches`, {
    payOn,
    confirmedWarnings: checked.problems.filter(({ severity }) => severity === 'warning').map(({ key }) => key),
  });
  const [batch] = batches;
  if (!batch) throw new Error('no file was made');
  timeline.check('件数', batch.count, count);
  timeline.check('合計(円)', batch.totalYen, count * AMOUNT_YEN);
  timeline.check(
    'つくった人は渡してよいと決められない',
    await editor.refusal('POST', `/batches/${batch.batchId}/release`),
    'STAFF_NOT_ALLOWED',
  );
  await approver.post(`/batches/${batch.batchId}/release`);
  const file = await editor.download(`/batches/${batch.batchId}/file`);
  timeline.check('ファイルの長さ(バイト)', file.length, (count + 3) * RECORD_BYTES);
  timeline.check(
    '同じ人に二度は渡さない',
    await editor.refusal('POST', `/batches/${batch.batchId}/file`),
    'PAYOUT_SECOND_PERSON',
  );
  const at = RECORD_BYTES + NEW_CODE_AT;
  return { ...batch, newCode: Buffer.from(file.subarray(at, at + 1)).toString() };
}

/** The day of payment has come: what the console does then, with the clock moved on. */
async function settle(story: Story, batchId: string, payOn: string): Promise<void> {
  const { db, secrets, tenantId, approver } = story;
  const methods = createPayoutMethods(payoutMethods);
  const deps: PayoutDependencies = {
    ...{ db, secrets, methods, endpoints: {} },
    clock: createFixedClock(jstMoment(payOn, '15:00')),
    onChange: (scope, change) => followPayouts(scope, { secrets, methods }, [change]),
    onChanges: (scope, changes) => followPayouts(scope, { secrets, methods }, changes),
  };
  await settleBatch(deps, tenantId, batchId, approver.staffId);
}
