// The conversations as data. An application is kept to four taps: what leads elsewhere (another account, 辞退) is a flow of
// its own, begun by a button, so that the linter counts the way to "applied" and nothing else.
import { defineFlow, type Flow } from '@tenohira/feature-kit';
import { LETTER_CODE_LENGTH } from './letter-code.ts';
import { PROGRAM_ID } from './offer-words.ts';

const inputs = { [PROGRAM_ID]: { maxLength: 36 } };
const end = { type: 'end' };

export const applyFlow = defineFlow({
  key: 'apply',
  title: '給付金の申し込み',
  start: 'method',
  inputs,
  // Open, method, confirm, apply.
  maxTaps: 4,
  blocks: {
    method: {
      type: 'benefit-application.choose-method',
      config: { text: 'どうやって受け取りますか？ 下からひとつ、えらんで押してください。' },
      next: { next: 'confirm' },
    },
    confirm: {
      type: 'benefit-application.confirm',
      config: {
        text: 'まちがいがなければ、「まちがいありません」を押してください。',
        yesLabel: 'まちがいありません',
        noLabel: 'えらびなおす',
      },
      next: { yes: 'apply', no: 'method' },
    },
    apply: {
      type: 'benefit-application.apply',
      config: {
        pledge: [
          'つぎのことを約束して、申し込みます。',
          '',
          '・同じ給付金を、ほかの市町村やほかの方法で受け取っていません。',
          '・役所が、対象かどうかを役所の記録で確かめてよいです。',
          '・対象でないとわかったときは、お金を返します。',
          '',
          'よければ「申し込む」を押してください。',
        ].join('\n'),
        label: '申し込む',
        done: 'これで申し込みは終わりです。担当の職員が確かめてから、お支払いします。進んだら、このトークでお知らせします。\n\nお問い合わせのときは、受付番号を伝えてください。',
      },
      next: { next: 'end', again: 'method' },
    },
    end,
  },
});

export const flows: readonly Flow[] = [
  defineFlow({
    key: 'menu',
    title: '給付金',
    start: 'list',
    blocks: { list: { type: 'benefit-application.list-offers', next: { next: 'end' } }, end },
  }),
  applyFlow,
  defineFlow({
    key: 'enter-account',
    title: 'ほかの口座で受け取る',
    start: 'page',
    inputs,
    blocks: {
      page: {
        type: 'benefit-application.open-page',
        config: {
          purpose: 'account',
          text: '口座の番号は、専用のページで入力します。このトークには残りません。通帳かキャッシュカードを、手もとに用意してください。ページの最後で申し込みます。',
          label: '口座を入力する',
        },
      },
    },
  }),
  defineFlow({
    key: 'decline',
    title: '給付金の辞退',
    start: 'decline',
    inputs,
    blocks: {
      decline: {
        type: 'benefit-application.decline',
        config: {
          text: '受け取らない（辞退する）と、この給付金は支払われません。あとから取り消すには、市への連絡が必要です。',
        },
        next: { declined: 'end', kept: 'end' },
      },
      end,
    },
  }),
  defineFlow({
    key: 'letter',
    title: '手紙の番号で申し込む',
    start: 'page',
    inputs: { 'letter-code': { maxLength: LETTER_CODE_LENGTH } },
    blocks: {
      page: {
        type: 'benefit-application.open-letter-page',
        config: {
          text: '役所から届いた手紙を、手もとに用意してください。下のボタンを押すと、申し込みのページが開きます。',
          label: '申し込みのページへ',
        },
      },
    },
  }),
  defineFlow({
    key: 'status',
    title: '申し込みのようす',
    start: 'show',
    // A notice's button names its program; the list shows all.
    inputs,
    blocks: { show: { type: 'benefit-application.show-status', next: { next: 'end' } }, end },
  }),
  defineFlow({
    key: 'codes',
    title: '番号を見る',
    start: 'page',
    inputs,
    blocks: {
      page: {
        type: 'benefit-application.open-page',
        config: {
          purpose: 'codes',
          text: '番号は、あなただけのページで見られます。お金と同じものです。ほかの人に見せたり、送ったりしないでください。',
          label: '番号のページを開く',
        },
      },
    },
  }),
  defineFlow({
    key: 'correct',
    title: '受け取り方を直す',
    start: 'page',
    inputs,
    blocks: {
      page: {
        type: 'benefit-application.open-page',
        config: {
          purpose: 'correction',
          text: '銀行から、お支払いできなかったと連絡がありました。専用のページで、口座を直すか、ほかの受け取り方をえらんでください。お金は、なくなっていません。',
          label: '受け取り方を直す',
        },
      },
    },
  }),
];
