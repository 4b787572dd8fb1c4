import { blockContract } from '@tenohira/feature-kit/testing';
import { questionNumber } from './index.ts';

blockContract(questionNumber, {
  configs: {
    plain: { text: 'いくつ？', saveAs: 'count' },
    unit: { text: '何人？', saveAs: 'people', min: 1, max: 20, unit: '人' },
    negative: { text: '何度？', saveAs: 'degrees', min: -20, max: 50, integer: false },
  },
});
