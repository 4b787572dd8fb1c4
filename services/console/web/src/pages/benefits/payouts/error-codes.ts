/** Our own codes; the issuers' and the banks' words are shown as they are. */
const CODES: Readonly<Record<string, string>> = {
  TIMEOUT: '時間内に返事がない',
  METHOD_THREW: '送る前に止まった',
  ANSWER_INVALID: '返事が読み取れない',
  WORKER_LOST: '途中で止まった',
  ABSENT_AFTER_ACCEPTED: '受け付けたはずの記録がない',
  METHOD_NOT_SET_UP: '受け取り方の設定がない',
  RECIPIENT_UNREADABLE: '受け取る人の情報が読めない',
  RESOLVED_BY_PERSON: '人が確かめて記録した',
  RESOLVED_MEANWHILE: 'その間に人が記録した',
};

export function sayErrorCode(code: string): string {
  return CODES[code] ?? code;
}
