import { blockContract } from '@tenohira/feature-kit/testing';
import { questionText } from './index.ts';

blockContract(questionText, {
  configs: {
    plain: { text: 'どうしましたか？', saveAs: 'detail' },
    optional: { text: 'ほかには？', saveAs: 'more', skipLabel: 'とくにない' },
    longest: { text: 'あ'.repeat(4000), saveAs: 'detail', minLength: 10, maxLength: 1000 },
    hiragana: { text: 'よみかたは？', saveAs: 'kana', pattern: 'hiragana', minLength: 2, maxLength: 20 },
    katakana: { text: 'よみかたは？', saveAs: 'kana', pattern: 'katakana', maxLength: 20 },
    digits: { text: '何番？', saveAs: 'digits', pattern: 'digits' },
    tel: { text: '電話は？', saveAs: 'tel', pattern: 'tel' },
    'postal code': { text: '郵便番号は？', saveAs: 'postal', pattern: 'postal-code' },
    email: { text: 'メールは？', saveAs: 'email', pattern: 'email' },
  },
});
