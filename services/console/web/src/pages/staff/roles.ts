import type { InputOf } from '../../api/api-types.ts';
import type { RadioOption } from '../../components/index.ts';

export type CityRole = InputOf<'POST /staff'>['body']['role'];

/** What each role may do, for the person who chooses. */
export const ROLE_OPTIONS: readonly (RadioOption & { value: CityRole })[] = [
  { value: 'editor', label: '担当者', help: '受付に答え、給付金や設定の準備をします。承認はできません。' },
  { value: 'approver', label: '承認者', help: '準備されたお金の手続きを、別の人として承認します。' },
  { value: 'viewer', label: '閲覧者', help: '見るだけです。' },
  { value: 'owner', label: '管理者', help: 'すべてできます。職員の招待と、予算の登録も行います。' },
];
