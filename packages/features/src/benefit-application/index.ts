import { defineFeature } from '@tenohira/feature-kit';
import { apply } from './blocks/apply.ts';
import { chooseMethod } from './blocks/choose-method.ts';
import { confirm } from './blocks/confirm.ts';
import { decline } from './blocks/decline.ts';
import { listOffers } from './blocks/list-offers.ts';
import { openLetterPage } from './blocks/open-letter-page.ts';
import { openPage } from './blocks/open-page.ts';
import { showStatus } from './blocks/show-status.ts';
import conversation from './conversations/four-taps.json' with { type: 'json' };
import { flows } from './flow.ts';
import { findLetterCode } from './letter-code.ts';
import { settingsSchema } from './schema.ts';

export const benefitApplication = defineFeature({
  key: 'benefit-application',
  version: 1,
  title: '給付金',
  summary: '給付金の対象の方に、LINEで申し込んでもらいます。お知らせから4タップで終わり、いまのようすも見られます。',
  highlights: ['対象の方にだけお知らせがとどく', '4タップで申し込む', '受け取り方をえらぶ', 'いまのようすを見る'],
  preview: { conversation },
  category: 'benefit',
  settings: settingsSchema,
  menu: { label: '給付金', flow: 'menu' },
  triggers: [
    { flow: 'menu', keywords: ['給付金', '給付金の申し込み', '給付金を申し込む', '給付金の申請', '給付'] },
    { flow: 'letter', keywords: ['手紙', '手紙の番号', '手紙の番号で申し込む', '手紙が届いた', '給付金の手紙'] },
    {
      flow: 'status',
      keywords: ['給付金の状況', '給付金のようす', '申し込みのようす', '申請の状況', '給付金はいつ'],
    },
  ],
  flows,
  blocks: [listOffers, chooseMethod, confirm, apply, decline, openPage, openLetterPage, showStatus],
  permissions: [],
  recognise: async (_scope, text) => {
    const code = findLetterCode(text);
    return code === undefined ? undefined : { flow: 'letter', variables: { 'letter-code': code } };
  },
});
