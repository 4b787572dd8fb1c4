// What the records' names mean. One that is not here is shown as it is stored.
import { formatCount, formatYen } from '../../components/money.tsx';
import { ROLE_LABELS } from '../../shell/me.ts';

const ACTIONS: Readonly<Record<string, string>> = {
  'benefit.account-filled-in': '口座を補った',
  'benefit.claim-approved': '申請を承認した',
  'benefit.claim-cancelled': '申請を取り消した',
  'benefit.claim-confirmed': '紙の申請を確認した',
  'benefit.claim-corrected': '申請を直した',
  'benefit.claim-keyed': '紙の申請を入力した',
  'benefit.claim-received': '申請を受け付けた',
  'benefit.claim-reduced': '申請の額を減らした',
  'benefit.claim-replaced': '申請を入れ替えた',
  'benefit.entitlement-withdrawn': '対象から外した',
  'benefit.fenced-portion-added': '別にした分を加えた',
  'benefit.letters-issued': '手紙を出した',
  'benefit.list-applied': '対象者リストを有効にした',
  'benefit.list-read': '対象者リストを読み込んだ',
  'benefit.list-refused': '対象者リストを断った',
  'benefit.mapping-saved': '対象者リストの列の対応づけを決めた',
  'benefit.match-accepted': '照合の候補を同じ人とした（ふたりめ）',
  'benefit.match-rejected': '照合の候補を別の人とした',
  'benefit.match-seconded': '照合の候補を同じ人とした（ひとりめ）',
  'benefit.matched-notified': '対象の人に知らせた',
  'benefit.portion-declined': '受け取らないことにした',
  'benefit.portion-fenced': 'ひとり分を別にした',
  'benefit.program-changed': '給付事業を変えた',
  'benefit.program-closed': '給付事業の受付を終えた',
  'benefit.program-created': '給付事業をつくった',
  'benefit.program-expired': '期限切れの分を終わりにした',
  'benefit.program-matched': '照合した',
  'benefit.program-opened': '給付事業の受付を始めた',
  'benefit.recipient-shown': '申請の口座を見た',
  'case.assigned': '受付の部署と担当を決めた',
  'case.exported': '受付をCSVに書き出した',
  'case.forms-opened': '受付の入力ページの内容を見た',
  'case.merged': '受付をほかの受付にまとめた',
  'case.noted': '受付にメモを残した',
  'case.replied': '受付に返事を送った',
  'case.status-changed': '受付の対応状況を変えた',
  'case.template-added': '返事のひな形を加えた',
  'case.template-changed': '返事のひな形を変えた',
  'case.template-removed': '返事のひな形を消した',
  'identity.failed': '本人確認ができなかった',
  'identity.registered': '本人確認をした',
  'identity.registration-withdrawn': '本人確認の登録をやめた',
  'message.resent': 'メッセージを送り直した',
  'payout.batch-cancelled': '振込ファイルを取りやめた',
  'payout.batch-handed-out': '振込ファイルを受け取った',
  'payout.batch-prepared': '振込ファイルを作った',
  'payout.batch-released': '振込ファイルを承認した',
  'payout.batch-settled': '振込が終わった',
  'payout.code-shown': '受け取りの番号を見た',
  'payout.method-set': '受け取り方を設定した',
  'payout.planned': '支払いを予定した',
  'payout.program-funded': '予算を入れた',
  'payout.returned': '振込が戻った',
  'payout.returns-recorded': '振込の戻りを記録した',
  'payout.settled': '支払った',
  'payout.submitted': '支払いを依頼した',
  'payout.rejected': '支払いが断られた',
  'resident.deleted': '住民の登録を消した',
  'resident.identity-opened': '住民の氏名などを見た',
  'resident.opened': '住民の履歴を開いた',
  'resident.test-marked': '試しの登録かどうかを変えた',
  'staff.authenticator-changed': '認証アプリを変えた',
  'staff.department-added': '部署を加えた',
  'staff.department-changed': '部署を変えた',
  'staff.department-closed': '部署を閉じた',
  'staff.disabled': '職員の利用を止めた',
  'staff.invited': '職員を招待した',
  'staff.invited-again': '職員を招待しなおした',
  'staff.joined': '使い始めた',
  'staff.locked': '間違いが続き、しばらくサインインできなくなった',
  'staff.money-proof-changed': '承認の本人確認を変えた',
  'staff.networks-changed': '使える場所を変えた',
  'staff.other-sessions-ended': 'ほかの端末をサインアウトさせた',
  'staff.passkey-added': 'パスキーを登録した',
  'staff.passkey-removed': 'パスキーを消した',
  'staff.password-changed': 'パスワードを変えた',
  'staff.password-reset': 'パスワードを設定しなおした',
  'staff.recovery-code-used': '回復コードを使った',
  'staff.recovery-codes-renewed': '回復コードを作りなおした',
  'staff.role-changed': '役割を変えた',
  'staff.session-ended': 'サインアウトした',
  'staff.session-reused': 'サインインの使い回しを見つけて止めた',
  'staff.signed-in': 'サインインした',
  'staff.signed-in-after-failures': '間違いが続いたあとにサインインした',
  'staff.token-added': 'APIトークンを作った',
  'staff.token-revoked': 'APIトークンを止めた',
};

const SUBJECTS: Readonly<Record<string, string>> = {
  case: '受付',
  claim: '申請',
  department: '部署',
  entitlement: '対象者',
  list: '対象者リスト',
  match: '照合',
  message: 'メッセージ',
  payout: '支払い',
  'payout-batch': '振込ファイル',
  'payout-method': '受け取り方',
  program: '給付事業',
  'reply-template': '返事のひな形',
  resident: '住民',
  staff: '職員',
  tenant: '市区町村',
  token: 'APIトークン',
};

const DETAILS: Readonly<Record<string, string>> = {
  amountYen: '金額',
  totalYen: '合計',
  count: '件数',
  rows: '行',
  role: '役割',
  reason: '理由',
  channel: '申請の道',
  method: '受け取り方',
  from: '前',
  to: '後',
  name: '名前',
  batchId: '振込ファイル',
  claimId: '申請',
  programId: '給付事業',
};

/** What was written down with it: yen as yen, the rest as it is. */
export function sayDetail(detail: Readonly<Record<string, unknown>>): { name: string; value: string }[] {
  return Object.entries(detail).map(([key, value]) => ({
    name: DETAILS[key] ?? key,
    value: key.endsWith('Yen') && typeof value === 'number' ? formatYen(value) : sayValue(value),
  }));
}

function sayValue(value: unknown): string {
  const role = Object.entries(ROLE_LABELS).find(([key]) => key === value);
  if (role !== undefined) return role[1];
  if (typeof value === 'number') return formatCount(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function sayAction(action: string): string {
  return ACTIONS[action] ?? action;
}

/** `claim:0190…` → 申請, and the last letters by which two of them are told apart. */
export function saySubject(subject: string): { kind: string; id: string } {
  const [kind = '', ...rest] = subject.split(':');
  return { kind: SUBJECTS[kind] ?? kind, id: rest.join(':') };
}

export function sayActor(actor: string, name: string | null): string {
  if (name !== null) return name;
  if (actor === 'system') return 'システム';
  return actor.startsWith('resident:') ? '住民' : actor;
}
