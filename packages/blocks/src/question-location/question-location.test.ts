import { blockContract } from '@tenohira/feature-kit/testing';
import { questionLocation } from './index.ts';

blockContract(questionLocation, {
  configs: {
    plain: { text: 'どこですか？', saveAs: 'place' },
    'map only': { text: 'どこですか？', saveAs: 'place', acceptText: false, skipLabel: 'わからない' },
  },
});
