import { defineFeature } from '@tenohira/feature-kit';
import { checkState } from './blocks/check-state.ts';
import { openPage } from './blocks/open-page.ts';
import { withdraw } from './blocks/withdraw.ts';
import conversation from './conversations/first-time.json' with { type: 'json' };
import { registrationFlow } from './flow.ts';
import { settingsSchema } from './schema.ts';

export const identityRegistration = defineFeature({
  key: 'identity-registration',
  version: 1,
  title: '本人確認の登録',
  summary:
    'マイナンバーカードで、1回だけ本人確認をして登録します。給付金などの対象の方にだけお知らせを送り、かんたんに申し込めるようになります。',
  highlights: ['カードで1回だけ本人確認をする', '名前や住所を書かずに申し込める', 'いつでも登録を消せる'],
  preview: { conversation },
  category: 'procedure',
  settings: settingsSchema,
  menu: { label: '本人確認の登録', flow: 'register' },
  triggers: [
    {
      flow: 'register',
      keywords: [
        '本人確認',
        '本人確認の登録',
        '本人登録',
        'マイナンバーカード',
        '登録内容の確認',
        '登録を消す',
        '登録の取消',
      ],
    },
  ],
  flows: [registrationFlow],
  blocks: [checkState, openPage, withdraw],
  permissions: [],
});
