import type { AuditProblem, AuditVerification } from './verify-audit.ts';

/** One or two sentences for staff. */
export function describeVerification(result: AuditVerification): string {
  if (result.ok) {
    return `監査記録は正しくつながっています（${result.count.toLocaleString('ja-JP')}件、最後のハッシュ ${result.headHash.slice(0, 16) || 'なし'}）。`;
  }
  return `監査記録の ${result.sequence.toLocaleString('ja-JP')} 番目に問題があります：${WORDS[result.problem]}。データベースの管理者に知らせ、バックアップと比べてください。`;
}

const WORDS: Readonly<Record<AuditProblem, string>> = {
  missing: '記録が抜けています',
  hash: 'この記録か、ひとつ前の記録が書きかえられています',
  content: '記録の中身を読み取れません',
  columns: '検索用の列が、記録の中身と違います',
  head: '最後の記録が、記録の終わりの印と合いません',
  anchor: '外に控えた記録と合いません',
};
