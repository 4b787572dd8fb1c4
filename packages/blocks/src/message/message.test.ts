import { blockContract } from '@tenohira/feature-kit/testing';
import { message } from './index.ts';

blockContract(message, {
  configs: {
    text: { kind: 'text', text: 'こんにちは' },
    image: { kind: 'image', imageUrl: 'https://city.example/a.png' },
    buttons: {
      kind: 'buttons',
      title: 'ご案内',
      text: 'えらんでください',
      buttons: [
        { does: 'open', label: 'ホームページ', uri: 'https://city.example/' },
        { does: 'start', label: '報告', feature: 'road', flow: 'report' },
        { does: 'say', label: '聞く', text: 'ごみ' },
      ],
    },
    carousel: {
      kind: 'carousel',
      altText: 'カード',
      columns: [{ text: '一枚目', buttons: [{ does: 'say', label: '聞く', text: 'ごみ' }] }],
    },
    flex: {
      kind: 'flex',
      altText: 'カード',
      contents: { type: 'bubble', body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: 'あ' }] } },
    },
  },
});
