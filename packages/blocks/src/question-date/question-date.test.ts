import { blockContract } from '@tenohira/feature-kit/testing';
import { questionDate } from './index.ts';

blockContract(questionDate, {
  configs: {
    plain: { text: 'いつ？', saveAs: 'day' },
    past: { text: 'いつでしたか？', saveAs: 'day', minDays: -30, maxDays: 0 },
    birthday: { text: 'お誕生日は？', saveAs: 'birthday', minDays: -45000, maxDays: -1 },
    later: { text: 'いつ？', saveAs: 'day', minDays: 7, maxDays: 60 },
  },
});
