import { blockContract } from '@tenohira/feature-kit/testing';
import { setVariables } from './index.ts';

blockContract(setVariables, {
  configs: {
    one: { values: [{ variable: 'a', value: 'x' }] },
  },
});
