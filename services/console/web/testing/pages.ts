// Every page, as the browser test opens it.
import { SAMPLE_CITY_ID } from './sample-platform.ts';

export type TestedPage = { path: string; heading: string };

/** Of somebody who is signed in. */
export const PAGES: readonly TestedPage[] = [
  { path: '/', heading: 'ホーム' },
  { path: '/settings', heading: '設定' },
  { path: '/settings/staff', heading: '職員' },
  { path: '/settings/audit', heading: '操作の記録' },
  { path: '/account', heading: '自分のアカウント' },
  { path: '/nowhere', heading: 'ページが見つかりません' },
];

/** Of an operator. */
export const OPERATOR_PAGES: readonly TestedPage[] = [
  { path: '/', heading: '市区町村' },
  { path: '/operator/cities', heading: '市区町村' },
  { path: `/operator/cities/${SAMPLE_CITY_ID}`, heading: 'こもれび市' },
  { path: '/operator/onboarding', heading: '市区町村を導入する' },
  { path: `/operator/onboarding/${SAMPLE_CITY_ID}`, heading: 'こもれび市の導入' },
  { path: '/operator/catalog', heading: 'カタログ' },
  { path: '/operator/billing', heading: '料金' },
  { path: '/operator/queues', heading: 'キュー' },
];

/** Of somebody who is not. */
export const SIGNED_OUT_PAGES: readonly TestedPage[] = [
  { path: '/sign-in?another', heading: '市区町村を選ぶ' },
  { path: '/sign-in/minatono', heading: 'サインイン' },
  { path: '/password-reset?city=minatono', heading: 'パスワードを忘れたとき' },
  { path: '/password-reset#x.y', heading: '新しいパスワード' },
  { path: '/invitation', heading: '招待' },
  { path: '/invitation#x.y', heading: 'ようこそ、手のひら市役所へ' },
];
