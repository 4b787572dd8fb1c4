import type { Reminder, ReminderKind } from '@tenohira/billing';
import type { TenantDb } from '@tenohira/db';
import { storeMail } from '@tenohira/mail';
import type { TenantSecrets } from '@tenohira/secrets';
import { listStaff } from '@tenohira/staff';

const SUBJECTS: Readonly<Record<ReminderKind, string>> = {
  overdue: '【手のひら市役所】利用料のお支払いの確認のお願い',
  'last-days': '【手のひら市役所】利用料のお支払いのお願い(管理画面の操作の制限について)',
  'read-only': '【手のひら市役所】管理画面の操作を制限しました',
};

/** A letter to each owner of a city that is late with its fee, in the transaction that notes the reminder. */
export async function remindOwners(db: TenantDb, secrets: TenantSecrets, reminder: Reminder): Promise<void> {
  const owners = (await listStaff(db)).filter(({ role, status }) => role === 'owner' && status === 'active');
  for (const { staffId, name, email } of owners) {
    await storeMail(db, secrets, {
      to: email,
      subject: SUBJECTS[reminder.kind],
      text: textFor(name, reminder),
      dedupeKey: `${reminder.key}:${staffId}`,
    });
  }
}

function textFor(name: string, { kind, invoice, readOnlyOn }: Reminder): string {
  const number = invoice.number === null ? '' : `(請求書番号 ${invoice.number})`;
  const consequence =
    kind === 'read-only'
      ? 'お支払いが確認できないため、管理画面は見るだけになりました。お支払いが確認でき次第、すぐにもとに戻ります。'
      : `確認できないときは、${readOnlyOn}から、管理画面が見るだけになります。`;
  return [
    `${name} 様`,
    '',
    `利用料 ${invoice.dueYen.toLocaleString('ja-JP')}円${number}のお支払いが、期限の${invoice.dueOn}を過ぎても確認できていません。`,
    consequence,
    '',
    '住民の方のLINEのご利用、災害の情報、すでに申請を受け付けた給付は、お支払いにかかわらず止まりません。',
    ...(invoice.pageUrl === null ? [] : ['', 'お支払いの方法と請求書:', invoice.pageUrl]),
    '',
    '行き違いでお支払いいただいているときは、お許しください。予算の都合などでお時間が必要なときは、運営にご相談ください。',
  ].join('\n');
}
