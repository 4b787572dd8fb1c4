import type { InputOf } from '../../api/api-types.ts';

export type Scope = InputOf<'POST /api-tokens'>['body']['scopes'][number];

/** What a program may do with a token. */
export const SCOPES: readonly { value: Scope; label: string }[] = [
  { value: 'cases:read', label: '受付を読む' },
  { value: 'cases:prepare', label: '受付に答える' },
  { value: 'features:read', label: '機能と設定を読む' },
  { value: 'features:prepare', label: '機能と設定を変える' },
  { value: 'benefits:read', label: '給付金を読む' },
  { value: 'benefits:prepare', label: '給付金の準備をする(承認はできません)' },
  { value: 'messages:read', label: 'メッセージを読む' },
  { value: 'messages:prepare', label: 'メッセージを扱う' },
  { value: 'surveys:read', label: 'アンケートの結果を読む' },
  { value: 'surveys:prepare', label: 'アンケートを扱う' },
  { value: 'audit:read', label: '操作の記録を読む' },
  { value: 'audit:prepare', label: '操作の記録を確かめる' },
];

export function scopeLabel(scope: string): string {
  return SCOPES.find(({ value }) => value === scope)?.label ?? scope;
}
