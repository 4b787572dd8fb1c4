import { blockContract } from '@tenohira/feature-kit/testing';
import { submitCase } from './index.ts';

blockContract(submitCase, {
  configs: {
    plain: {
      title: '道路の報告',
      fields: [
        { variable: 'detail', label: 'くわしく' },
        { variable: 'photo', label: '写真', kind: 'photo' },
      ],
      locationVariable: 'place',
    },
  },
});
