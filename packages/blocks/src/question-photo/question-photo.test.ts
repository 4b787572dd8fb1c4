import { blockContract } from '@tenohira/feature-kit/testing';
import { questionPhoto } from './index.ts';

blockContract(questionPhoto, {
  configs: {
    one: { text: '写真を送ってください', saveAs: 'photo' },
    optional: { text: '写真を送ってください', saveAs: 'photo', skipLabel: '写真なし' },
    several: { text: '写真を送ってください', saveAs: 'photo', maxPhotos: 3, skipLabel: '写真なし' },
  },
});
