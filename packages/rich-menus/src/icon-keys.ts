/** The pictures that an area can have, with what staff call them. */
export const ICON_TEXT = {
  garbage: 'ごみ',
  road: '道路',
  benefit: '給付金',
  identity: '本人確認',
  survey: 'アンケート',
  house: 'くらし',
  report: '通報',
  procedure: '手続き',
  event: '催し',
  information: 'お知らせ',
  disaster: '防災',
  children: '子育て',
  health: '健康・福祉',
  bus: '交通',
  library: '図書館・学び',
  place: '施設・地図',
  consultation: '相談',
  'city-hall': '市役所・役場',
  park: '公園・自然',
  menu: 'メニュー',
  phone: '電話',
  link: 'ホームページ',
} as const;

export type IconKey = keyof typeof ICON_TEXT;

export const ICON_KEYS = Object.keys(ICON_TEXT) as [IconKey, ...IconKey[]]; // the object's own keys, of which there are some
