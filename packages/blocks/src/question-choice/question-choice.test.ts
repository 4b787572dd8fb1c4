import { blockContract } from '@tenohira/feature-kit/testing';
import { questionChoice } from './index.ts';

blockContract(questionChoice, {
  configs: {
    'quick replies': {
      text: 'どれ？',
      saveAs: 'kind',
      choices: [{ label: '道路' }, { label: '公園', value: 'park', output: 'park' }],
    },
    buttons: {
      text: 'どれ？',
      style: 'buttons',
      choices: [
        { label: 'はい', output: 'yes' },
        { label: 'いいえ', output: 'no' },
      ],
    },
    paged: {
      text: 'どの町？',
      saveAs: 'town',
      choices: Array.from({ length: 50 }, (_, index) => ({
        label: `${index + 1}丁目`,
        output: index === 30 ? 'far' : 'next',
      })),
    },
    thirteen: { text: 'どれ？', choices: Array.from({ length: 13 }, (_, index) => ({ label: `${index + 1}番め` })) },
  },
});
