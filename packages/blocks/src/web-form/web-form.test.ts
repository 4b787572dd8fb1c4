import { blockContract } from '@tenohira/feature-kit/testing';
import { webForm } from './index.ts';

blockContract(webForm, {
  configs: {
    plain: {
      text: '入力をおねがいします',
      saveAs: 'applicant',
      title: '申請する人',
      fields: [
        { key: 'name', label: 'なまえ' },
        { key: 'size', label: '大きさ', kind: 'choice', choices: ['大', '小'], sensitive: false },
      ],
    },
  },
});
