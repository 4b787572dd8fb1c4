// The conversation about being registered. Nothing of the person is ever said in it: the chat is on LINE's servers.
import { defineFlow } from '@tenohira/feature-kit';
import { KEPT_ITEMS } from './schema.ts';

const ITEMS = KEPT_ITEMS.join('・');
const LIST = KEPT_ITEMS.map((item) => `・${item}`).join('\n');

export const registrationFlow = defineFlow({
  key: 'register',
  title: '本人確認の登録',
  start: 'state',
  // Open, page; the page itself adds its button and the card.
  maxTaps: 3,
  blocks: {
    state: {
      type: 'identity-registration.check-state',
      next: { new: 'explain', registered: 'registered', outdated: 'outdated' },
    },
    explain: {
      type: 'message',
      config: {
        kind: 'text',
        text: [
          'マイナンバーカードで、1回だけご本人の確認をすると、給付金などの申し込みが、かんたんになります。',
          '',
          '【できること】',
          '・対象の方に、このLINEでお知らせが届きます。',
          '・お名前や住所を書かずに、申し込めます。',
          '',
          '【用意するもの】',
          '・ご本人のマイナンバーカード',
          '・数字4けたの暗証番号',
          '・スマートフォンの「デジタル認証アプリ」',
          '',
          'わからないことは、{{settings.contact}}へお問い合わせください。',
        ].join('\n'),
      },
      next: { next: 'invite' },
    },
    invite: {
      type: 'identity-registration.open-page',
      config: {
        text: `登録するのは、${ITEMS}だけです。マイナンバーは登録しません。いつでも消せます。\n\nページの説明を読み、同意できるときだけ進んでください。このボタンは60分使えます。人に送らないでください。`,
      },
      next: { next: 'end' },
    },
    outdated: {
      type: 'question-choice',
      config: {
        text: '登録は済んでいます（確認した日：{{verified-on}}）。\n\n登録した内容の使いみちの説明が、新しくなりました。お手数ですが、もう一度説明を読み、カードで確認してください。',
        choices: [
          { label: 'もう一度確認する', output: 'renew' },
          { label: '登録を消す', output: 'withdraw' },
        ],
      },
      next: { renew: 'invite', withdraw: 'confirm' },
    },
    registered: {
      type: 'question-choice',
      config: {
        text: '本人確認の登録は済んでいます。\n\n確認した日：{{verified-on}}\n\nご用のものをえらんでください。',
        choices: [
          { label: '登録内容の確認', output: 'show' },
          { label: '引っ越し・名前の変更', output: 'renew' },
          { label: '登録を消す', output: 'withdraw' },
        ],
      },
      next: { show: 'show', renew: 'renew', withdraw: 'confirm' },
    },
    show: {
      type: 'end',
      config: {
        text: `登録しているのは、次のものです。\n${LIST}\n・このサービスだけで使う番号（マイナンバーではありません）\n\n確認した日：{{verified-on}}\n\n大切な情報なので、中身はトークに出しません。中身を知りたいときは、{{settings.contact}}へお問い合わせください。`,
      },
    },
    renew: {
      type: 'identity-registration.open-page',
      config: {
        text: '引っ越しやお名前の変更があったときは、もう一度カードで確認すると、登録が新しくなります。\n\n先に、市役所・町村役場でカードの内容を新しくしてください。このボタンは60分使えます。人に送らないでください。',
        buttonLabel: '確認のページを開く',
      },
      next: { next: 'end' },
    },
    confirm: {
      type: 'question-choice',
      config: {
        text: `登録を消しますか？\n\n${ITEMS}を、すべて消します。消すと、給付金などのお知らせが届かなくなります。\n\nもう申し込んだ手続きは、そのまま続きます。`,
        choices: [
          { label: '消す', output: 'yes' },
          { label: '消さない', output: 'no' },
        ],
      },
      next: { yes: 'withdraw', no: 'kept' },
    },
    kept: { type: 'end', config: { text: 'わかりました。登録は、そのままです。' } },
    withdraw: { type: 'identity-registration.withdraw', next: { next: 'withdrawn', none: 'none' } },
    withdrawn: {
      type: 'end',
      config: {
        text: `登録を消しました。\n\n【消したもの】\n${LIST}\n・このサービスだけで使う番号\n・給付金の対象かどうかを調べた結果\n\n残るのは、登録を消したという記録と、もう申し込んだ手続きの記録だけです。\n\nまた登録したくなったら、「本人確認」と送ってください。`,
      },
    },
    none: { type: 'end', config: { text: '登録は、もう消えています。登録するときは、「本人確認」と送ってください。' } },
    end: { type: 'end' },
  },
});
