import type { TenantDb } from '@tenohira/db';
import type { PayoutChange, PayoutMethods } from '@tenohira/payouts';
import { type Notice, type NoticeProgram, storeNotice } from './claim-notices.ts';

type Told = NoticeProgram & {
  claimId: string;
  residentId: string;
  number: string;
  claimStatus: string;
  texts: Readonly<Record<string, string>>;
};

/** Tells applicants on LINE what became of their payout: once a payout and step. Paper applicants are told by post. */
export async function storePayoutNotice(
  db: TenantDb,
  methods: PayoutMethods,
  changes: readonly PayoutChange[],
): Promise<void> {
  const told = changes.filter(({ to }) => ['submitted', 'settled', 'rejected', 'returned', 'expired'].includes(to));
  if (told.length === 0) return;
  const rows = await db.sql<Told>(
    `select c.id as "claimId", c.resident_id as "residentId", c.number, c.status as "claimStatus",
       p.id as "programId", p.name as "programName", p.is_practice as "isPractice", p.texts
     from benefit_claim c join benefit_program p on p.id = c.program_id
     where c.id = any($1) and c.resident_id is not null`,
    [told.map(({ claimId }) => claimId)],
  );
  const byClaim = new Map(rows.map((row) => [row.claimId, row]));
  for (const change of told) {
    const claim = byClaim.get(change.claimId);
    const content = claim && contentOf(claim, change, methods);
    if (claim && content) {
      const dedupeKey = `benefit:${claim.programId}:payout:${change.payoutId}:${content.step}`;
      await storeNotice(db, claim, { ...content, residentId: claim.residentId, dedupeKey });
    }
  }
}

type Content = Pick<Notice, 'text' | 'more' | 'button'> & { step: 'arrived' | 'came-back' };

function contentOf(claim: Told, change: PayoutChange, methods: PayoutMethods): Content | undefined {
  const method = methods.get(change.method);
  const head = [`「${claim.programName}」`, `受付番号: ${claim.number}`, ''];
  const say = (...lines: string[]) => [...head, ...lines].join('\n');
  if (change.to === 'expired') {
    return {
      step: 'came-back',
      text: say('受け取りの期限が過ぎたため、コードが使えなくなりました。', '別の受け取り方を選んでください。'),
      button: { label: '受け取り方を選ぶ', flow: 'correct' },
    };
  }
  if (change.to === 'rejected' || change.to === 'returned') {
    return {
      step: 'came-back',
      text: say(
        method?.asks === 'account'
          ? 'ご指定の口座に振り込むことができませんでした。口座をお確かめのうえ、直していただくか、別の受け取り方を選んでください。'
          : 'ご希望の方法でお届けすることができませんでした。お手数ですが、受け取り方をもう一度選んでください。',
      ),
      more: claim.texts.returned,
      button: { label: '受け取り方を直す', flow: 'correct' },
    };
  }
  // A code can be used from the moment it was issued; a bank transfer has arrived only when it is settled.
  if (method?.mode === 'instant' && !method.isPractice) {
    return {
      step: 'arrived',
      text: say(`${method.title}の受け取りの準備ができました。下のボタンから、専用のページで確認してください。`),
      more: claim.texts.paid,
      button: { label: 'コードを確認する', flow: 'codes' },
    };
  }
  if (change.to !== 'settled') return undefined;
  return {
    step: 'arrived',
    text: say(
      method?.mode === 'instant' ? '支給が終わりました。' : '給付金を振り込みました。通帳などでお確かめください。',
    ),
    more: claim.texts.paid,
  };
}
