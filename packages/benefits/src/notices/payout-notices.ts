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

type Content = Pick<Notice, 'text' | 'rows' | 'more' | 'button'> & { step: 'arrived' | 'came-back' };

function contentOf(claim: Told, change: PayoutChange, methods: PayoutMethods): Content | undefined {
  const method = methods.get(change.method);
  const rows = [{ label: '受付番号', value: claim.number }];
  if (change.to === 'expired') {
    return {
      step: 'came-back',
      text: '受け取りの期限が過ぎたため、番号が使えなくなりました。お金は、なくなっていません。下のボタンから、ほかの受け取り方をえらんでください。',
      rows,
      button: { label: '受け取り方をえらぶ', flow: 'correct' },
    };
  }
  if (change.to === 'rejected' || change.to === 'returned') {
    return {
      step: 'came-back',
      text:
        method?.asks === 'account'
          ? '口座に振り込むことができませんでした。お金は、なくなっていません。下のボタンから、口座を直すか、ほかの受け取り方をえらんでください。'
          : 'えらんだ方法で、お渡しすることができませんでした。お金は、なくなっていません。下のボタンから、受け取り方をもう一度えらんでください。',
      rows,
      more: claim.texts.returned,
      button: { label: '受け取り方を直す', flow: 'correct' },
    };
  }
  // A code can be used from the moment it was issued; a bank transfer has arrived only when it is settled.
  if (method?.mode === 'instant' && !method.isPractice) {
    return {
      step: 'arrived',
      text: `受け取りの準備ができました（${method.title}）。下のボタンから、番号と使い方を見られます。`,
      rows,
      more: claim.texts.paid,
      button: { label: '番号を見る', flow: 'codes' },
    };
  }
  if (change.to !== 'settled') return undefined;
  return {
    step: 'arrived',
    text:
      method?.mode === 'instant'
        ? 'お支払いが終わりました。'
        : '給付金を振り込みました。通帳などで、お確かめください。',
    rows,
    more: claim.texts.paid,
  };
}
