// Every page, as the browser test opens it.
import { SAMPLE_CITY_ID } from './sample-platform.ts';

export type TestedPage = { path: string; heading: string };

/** Of somebody who is signed in. */
export const PAGES: readonly TestedPage[] = [
  { path: '/', heading: 'ホーム' },
  { path: '/features', heading: '機能' },
  { path: '/features/road-damage-report', heading: '道路の不具合通報' },
  { path: '/garbage', heading: 'ごみ収集' },
  { path: '/garbage/import', heading: 'カレンダーを取り込む' },
  { path: '/rich-menu', heading: 'リッチメニュー' },
  { path: '/cases', heading: '受付' },
  { path: '/cases?view=map', heading: '受付' },
  { path: '/cases/26-00108', heading: '26-00108 道路の穴・ひび割れ' },
  { path: '/cases/templates', heading: '返事のひな形' },
  { path: '/messages', heading: 'メッセージ' },
  { path: '/residents', heading: '住民' },
  { path: '/residents/018f0000-0000-7000-8000-000000000801', heading: '住民の履歴' },
  { path: '/settings', heading: '設定' },
  { path: '/settings/city', heading: '市の設定' },
  { path: '/settings/departments', heading: '部署' },
  { path: '/settings/channel', heading: 'LINE公式アカウント' },
  { path: '/settings/practice', heading: '練習モード' },
  { path: '/settings/networks', heading: '使える場所' },
  { path: '/settings/money-proof', heading: '承認の本人確認' },
  { path: '/settings/api-tokens', heading: 'APIトークン' },
  { path: '/settings/billing', heading: '料金とお支払い' },
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
  { path: '/operator/catalog/road-damage-report', heading: '道路の不具合通報' },
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
