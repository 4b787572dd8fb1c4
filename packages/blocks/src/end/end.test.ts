import { blockContract } from '@tenohira/feature-kit/testing';
import { end } from './index.ts';

blockContract(end, {
  configs: {
    silent: {},
    polite: { text: 'ありがとうございました。' },
  },
});
