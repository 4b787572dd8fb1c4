import { blockContract } from '@tenohira/feature-kit/testing';
import { condition } from './index.ts';

blockContract(condition, {
  configs: {
    all: {
      tests: [
        { variable: 'a', is: 'equal', value: 'x' },
        { variable: 'b', is: 'set' },
      ],
    },
    any: {
      match: 'any',
      tests: [
        { variable: 'a', is: 'greater', value: '3' },
        { variable: 'b', is: 'not-set' },
      ],
    },
  },
});
