// What the states of a benefit are called, and the colour that goes with each.
import type { AnswerOf, InputOf, ItemOf } from '../../api/api-types.ts';
import type { StatusTable } from '../../components/index.ts';

export type Program = AnswerOf<'GET /programs/:programId'>;
export type Progress = AnswerOf<'GET /programs/:programId/progress'>;
export type ListedClaim = ItemOf<'/programs/:programId/claims'>;
export type Payout = ItemOf<'/programs/:programId/payouts'>;
export type Batch = AnswerOf<'GET /batches/:batchId'>;
export type StoredList = AnswerOf<'GET /lists/:listId'>;
export type Household = AnswerOf<'GET /households/:householdId'>;
export type Evidence = AnswerOf<'GET /households/:householdId/evidence'>;
export type AccountInput = InputOf<'PUT /claims/:claimId/account'>['body']['account'];

export const PROGRAM_STATUS: StatusTable<Program['status']> = {
  draft: { label: '準備中', tone: 'gray' },
  open: { label: '受付中', tone: 'green' },
  closed: { label: '受付終了', tone: 'gray' },
};

export const LIST_STATUS: StatusTable<StoredList['status']> = {
  reading: { label: '読み込み中', tone: 'blue' },
  refused: { label: '取り込めません', tone: 'red' },
  staged: { label: '反映待ち', tone: 'yellow' },
  applied: { label: '反映済み', tone: 'green' },
  superseded: { label: '差し替え済み', tone: 'gray' },
};

export const CLAIM_STATUS: StatusTable<ListedClaim['status']> = {
  keyed: { label: '確認待ち', tone: 'yellow' },
  claimed: { label: '承認待ち', tone: 'yellow' },
  approved: { label: '支払い中', tone: 'blue' },
  paid: { label: '支給済み', tone: 'green' },
  returned: { label: '戻り', tone: 'red' },
  cancelled: { label: '取り消し', tone: 'gray' },
};

export const PORTION_STATUS: StatusTable<Evidence['portions'][number]['status']> = {
  open: { label: '未申請', tone: 'gray' },
  claimed: { label: '申請済み', tone: 'yellow' },
  approved: { label: '承認済み', tone: 'blue' },
  paid: { label: '支給済み', tone: 'green' },
  declined: { label: '辞退', tone: 'gray' },
  expired: { label: '期限切れ', tone: 'gray' },
  withdrawn: { label: '対象外', tone: 'gray' },
};

export const BATCH_STATUS: StatusTable<Batch['status']> = {
  draft: { label: '承認待ち', tone: 'yellow' },
  released: { label: '銀行へ', tone: 'blue' },
  settled: { label: '振込済み', tone: 'green' },
  cancelled: { label: 'とりやめ', tone: 'gray' },
};

export const PAYOUT_STATUS: StatusTable<Payout['status']> = {
  ready: { label: '順番待ち', tone: 'gray' },
  batched: { label: '振込データに入った', tone: 'blue' },
  submitting: { label: '送っています', tone: 'blue' },
  submitted: { label: '結果待ち', tone: 'blue' },
  unknown: { label: '結果が不明', tone: 'red' },
  settled: { label: '支払い済み', tone: 'green' },
  rejected: { label: '断られた', tone: 'red' },
  returned: { label: '戻ってきた', tone: 'red' },
  expired: { label: '受取期限切れ', tone: 'yellow' },
  cancelled: { label: 'とりやめ', tone: 'gray' },
};

export const CHANNELS: Readonly<Record<ListedClaim['channel'], string>> = {
  'super-fast-pass': 'LINE（スーパーファストパス）',
  'fast-pass': '手紙の番号（ファストパス）',
  paper: '紙の申請書',
};

export const ACCOUNT_KINDS: Readonly<Record<ListedClaim['accountKind'], string>> = {
  held: '役所が知っている口座',
  public: '公金受取口座',
  entered: '申請で書かれた口座',
  none: '口座を使わない',
};

export const AMOUNT_RULES: Readonly<Record<Program['amountRule'], string>> = {
  household: '1世帯',
  person: '1人',
};

/** Why an applicant was taken for somebody on the list. */
const MATCH_REASONS: Readonly<Record<string, string>> = {
  full: '氏名・生年月日・住所が一致',
  lot: '氏名・生年月日・番地が一致',
  'name-birth': '氏名と生年月日が一致、住所が違う',
  'birth-lot': '生年月日と住所が一致、氏名が違う',
  'name-lot': '氏名と住所が一致、生年月日が違う',
  ambiguous: '一致する人が2人以上',
  'letter-code': '手紙の番号と本人確認',
  paper: '紙の申請書',
};

export function sayMatchReason(reason: string): string {
  return MATCH_REASONS[reason] ?? reason;
}
