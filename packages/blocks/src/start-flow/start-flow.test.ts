import { blockContract } from '@tenohira/feature-kit/testing';
import { startFlow } from './index.ts';

blockContract(startFlow, {
  configs: {
    own: { flow: 'other' },
    foreign: { flow: 'other', feature: 'road' },
  },
});
