// The conversation of a report. Every text that a resident reads is here, except the card of similar reports.
import { defineFlow, type FlowInput } from '@tenohira/feature-kit';
import { CATEGORIES } from './categories.ts';

export const DETAIL_MAX_LENGTH = 500;
const SKIP_PHOTO = '写真なし';
const STOP_OUTSIDE = 'おわりにする';

type Blocks = FlowInput['blocks'];

export const reportFlow = defineFlow({
  key: 'report',
  title: '道路の不具合を知らせる',
  start: 'category',
  inputs: { detail: { maxLength: DETAIL_MAX_LENGTH } },
  // Open, kind, no photo, place (2), no words, send.
  maxTaps: 7,
  blocks: {
    category: {
      type: 'question-choice',
      config: {
        text: [
          '道路や公園の、こわれている所・あぶない所を{{city-name}}に知らせることができます。',
          '',
          '【いそぐとき】',
          'けが・事故・いのちの危険があるときは、110番（警察）か119番（消防・救急）に電話してください。',
          'すぐに直さないとあぶないときは、電話してください：{{settings.emergencyPhone|市役所・町村役場}}',
          '',
          'どんなことですか？ 下からえらんでください。',
        ].join('\n'),
        saveAs: 'category',
        choices: CATEGORIES.map(({ label }) => ({ label })),
      },
      next: { next: 'photo-limit' },
    },
    ...photoQuestions(),
    place: {
      type: 'question-location',
      config: {
        text: '場所はどこですか？ 「地図で送る」を押して、こわれている所に地図のピンを合わせて送ってください。\n\n地図を使えないときは、住所や目じるしを文字で送ってください。',
        saveAs: 'place',
      },
      next: { next: 'check-area' },
    },
    'check-area': {
      type: 'road-damage-report.check-area',
      next: { inside: 'similar', outside: 'outside', neighbour: 'neighbour' },
    },
    outside: {
      type: 'question-location',
      config: {
        text: 'すみません、その場所は{{city-name}}の外のようです。{{city-name}}では直すことができないため、受け付けていません。その場所の市町村に知らせてください。\n\n場所がちがうときは、「地図で送る」から正しい場所を送ってください。',
        saveAs: 'place',
        acceptText: false,
        skipLabel: STOP_OUTSIDE,
      },
      next: { next: 'check-area', skipped: 'end-outside' },
    },
    neighbour: {
      type: 'question-location',
      config: {
        text: 'すみません、その場所は{{neighbour-name}}のようです。{{city-name}}では直すことができないため、受け付けていません。{{neighbour-name}}に知らせてください。\n\n【{{neighbour-name}}の連絡先】\n{{neighbour-contact|その市町村のホームページでごらんください}}\n\n場所がちがうときは、「地図で送る」から正しい場所を送ってください。',
        saveAs: 'place',
        acceptText: false,
        skipLabel: STOP_OUTSIDE,
      },
      next: { next: 'check-area', skipped: 'end-outside' },
    },
    'end-outside': {
      type: 'end',
      config: { text: 'わかりました。今回は受付をしていません。知らせようとしてくださり、ありがとうございます。' },
    },
    similar: {
      type: 'road-damage-report.find-similar',
      config: { text: '近くに、もう届いている通報があります。これと同じですか？' },
      next: { none: 'has-detail', different: 'has-detail', same: 'end-same' },
    },
    'end-same': {
      type: 'end',
      config: {
        text: 'ありがとうございます。受付番号 {{similar-number}} の通報と同じこととして、受け取りました。あらためて送るものはありません。\n\n対応が進んだら、このトークでお知らせします。',
      },
    },
    // Who began by saying what is broken has said it.
    'has-detail': {
      type: 'condition',
      config: { tests: [{ variable: 'detail', is: 'set' }] },
      next: { yes: 'contact-mode', no: 'detail' },
    },
    detail: {
      type: 'question-text',
      config: {
        text: `どうなっていますか？ わかることを文字で送ってください（${DETAIL_MAX_LENGTH}文字まで）。\n例：バス停の前の車道に、ひざくらいの大きさの穴がある\n\n名前や電話番号は書かないでください。`,
        saveAs: 'detail',
        maxLength: DETAIL_MAX_LENGTH,
        skipLabel: 'とくにない',
      },
      next: { next: 'contact-mode', skipped: 'contact-mode' },
    },
    ...contactQuestions(),
    describe: { type: 'road-damage-report.describe-report', next: { next: 'confirm' } },
    confirm: {
      type: 'question-choice',
      config: {
        text: [
          'この内容で送ります。よろしいですか？',
          '',
          '■種類：{{category|なし}}',
          '■場所：{{place-text}}',
          '■写真：{{photo-text}}',
          '■くわしく：{{detail|なし}}{{contact-text}}',
        ].join('\n'),
        choices: [
          { label: '送信する', output: 'send' },
          { label: 'やり直す', output: 'again' },
        ],
      },
      next: { send: 'has-place', again: 'forget' },
    },
    forget: {
      type: 'set',
      config: {
        values: [
          { variable: 'detail', value: '' },
          { variable: 'contact', value: '' },
        ],
      },
      next: { next: 'category' },
    },
    // A place that was unsent after it was given is gone: without one nobody could find the damage.
    'has-place': {
      type: 'condition',
      config: { tests: [{ variable: 'place', is: 'set' }] },
      next: { yes: 'submit', no: 'place' },
    },
    submit: {
      type: 'case',
      config: {
        // Shown to other residents nearby: nothing that the reporter wrote.
        title: '{{category|道路の不具合}}',
        category: '{{category|道路の不具合}}',
        fields: [
          { variable: 'category', label: '種類', kind: 'choice' },
          { variable: 'place', label: '場所', kind: 'location' },
          { variable: 'area-doubt', label: '職員に確かめてほしいこと' },
          { variable: 'photo', label: '写真', kind: 'photo' },
          { variable: 'detail', label: 'くわしく' },
          { variable: 'contact', label: '連絡先', kind: 'form' },
        ],
        locationVariable: 'place',
      },
      next: { next: 'end-sent' },
    },
    'end-sent': {
      type: 'end',
      config: {
        text: '送信しました。知らせてくださり、ありがとうございます。\n\n受付番号：{{case-number}}\n\n{{settings.nextSteps}}\n対応が進んだら、このトークでお知らせします。お問い合わせのときは、受付番号を伝えてください。',
      },
    },
  },
});

/** One photo question for each number of photos that a city may allow. */
function photoQuestions(): Blocks {
  const ask = (maxPhotos: number) => ({
    type: 'question-photo',
    config: {
      text: `写真を送ってください${maxPhotos > 1 ? `（${maxPhotos}枚まで）` : ''}。近くと、少しはなれた所からあると、わかりやすいです。\n\n人の顔や車のナンバーは、できるだけ写さないでください。まわりの車に気をつけて、むりはしないでください。`,
      saveAs: 'photo',
      maxPhotos,
      skipLabel: SKIP_PHOTO,
    },
    next: { next: 'place', skipped: 'place' },
  });
  return {
    'photo-limit': {
      type: 'road-damage-report.choose-by-setting',
      config: { setting: 'maxPhotos' },
      next: { 0: 'place', 1: 'photo-one', 2: 'photo-two', 3: 'photo-three' },
    },
    'photo-one': ask(1),
    'photo-two': ask(2),
    'photo-three': ask(3),
  };
}

/** Name and telephone number are never typed into the chat: a page of ours takes them. */
function contactQuestions(): Blocks {
  return {
    'contact-mode': {
      type: 'road-damage-report.choose-by-setting',
      config: { setting: 'contact' },
      next: { off: 'describe', optional: 'ask-contact', required: 'contact' },
    },
    'ask-contact': {
      type: 'question-choice',
      config: {
        text: '職員から電話で聞きたいことがあるときのために、連絡先を入れますか？ 入れなくても送れます。',
        choices: [
          { label: '入れない', output: 'no' },
          { label: '連絡先を入れる', output: 'yes' },
        ],
      },
      next: { yes: 'contact', no: 'describe' },
    },
    contact: {
      type: 'web-form',
      config: {
        text: '下のボタンを押して、連絡先を入力してください。入力した内容は、このトークには出ません。',
        buttonLabel: '連絡先を入力する',
        saveAs: 'contact',
        title: '連絡先の入力',
        intro: '職員から聞きたいことがあるときだけ使います。',
        fields: [
          { key: 'name', label: 'お名前', required: false, maxLength: 60 },
          { key: 'tel', label: '電話番号', kind: 'tel', maxLength: 20 },
        ],
      },
      next: { next: 'describe' },
    },
  };
}
