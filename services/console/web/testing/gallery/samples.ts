import type { RichMenu } from '@tenohira/line-preview';
import type { JsonSchema, PhoneMessage } from '../../src/components/index.ts';

/** As `z.toJSONSchema` writes a feature's settings. */
export const SETTINGS_SCHEMA: JsonSchema = {
  type: 'object',
  required: ['deadline', 'contact'],
  properties: {
    deadline: {
      type: 'string',
      default: '8:00',
      maxLength: 5,
      pattern: '^(?:[01]?\\d|2[0-3]):[0-5]\\d$',
      title: 'ごみを出す締め切りの時刻',
      description: '「朝8時までに出してください」のように案内します（例：8:00）',
    },
    contact: {
      type: 'string',
      enum: ['off', 'optional', 'required'],
      default: 'off',
      title: '連絡先を聞く',
      description: 'off：聞かない ／ optional：入れるかどうか選んでもらう ／ required：必ず聞く',
    },
    maxPhotos: { type: 'integer', minimum: 0, maximum: 3, default: 3, title: '写真の数', description: '3枚まで。' },
    nextSteps: { type: 'string', maxLength: 300, default: '担当の職員が確かめます。', title: '送信したあとの説明' },
    isOpen: { type: 'boolean', default: true, title: '受け付ける' },
    radius: {
      type: 'object',
      title: '同じ通報とみる距離（m）',
      properties: {
        hole: { type: 'integer', minimum: 0, maximum: 500, default: 20, title: '穴・段差' },
        lamp: { type: 'integer', minimum: 0, maximum: 500, default: 10, title: '街灯' },
      },
    },
    neighbours: {
      type: 'array',
      maxItems: 3,
      title: 'となりの市町村',
      items: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 30, title: '市町村の名前' },
          contact: { type: 'string', maxLength: 100, default: '', title: '連絡先' },
        },
      },
    },
    reminderDays: { type: 'array', title: '知らせる日', items: { type: 'integer', title: '何日前' } },
  },
};

const link = (label: string) => ({ type: 'message' as const, label, text: label });

export const MESSAGES: readonly PhoneMessage[] = [
  { type: 'text', text: 'こんにちは。みなとの市です。\n給付金のお知らせが届いています。' },
  {
    type: 'template',
    altText: '確認',
    template: { type: 'confirm', text: 'この口座で受け取りますか？', actions: [link('はい'), link('ほかの口座')] },
  },
  { from: 'resident', message: { type: 'text', text: 'はい' } },
  {
    type: 'flex',
    altText: '受け付けました',
    contents: {
      type: 'bubble',
      size: 'kilo',
      body: {
        type: 'box',
        layout: 'vertical',
        spacing: 'md',
        contents: [
          { type: 'text', text: '申し込みを受け付けました', weight: 'bold', wrap: true },
          { type: 'separator' },
          { type: 'text', text: '70,000円', size: 'xxl', weight: 'bold', align: 'center' },
        ],
      },
      footer: {
        type: 'box',
        layout: 'vertical',
        contents: [{ type: 'button', style: 'primary', color: '#0d6b52', action: link('アンケートに答える') }],
      },
    },
  },
  {
    type: 'text',
    text: '申し込みは簡単でしたか？',
    quickReply: { items: [{ action: link('とても簡単') }, { action: link('ふつう') }, { action: link('難しい') }] },
  },
];

export const RICH_MENU: RichMenu = {
  size: { width: 2500, height: 1686 },
  selected: true,
  chatBarText: 'メニュー',
  areas: [
    { bounds: { x: 0, y: 0, width: 1250, height: 843 }, action: link('道路を知らせる') },
    { bounds: { x: 1250, y: 0, width: 1250, height: 843 }, action: link('ごみの日') },
    { bounds: { x: 0, y: 843, width: 1250, height: 843 }, action: link('給付金') },
    { bounds: { x: 1250, y: 843, width: 1250, height: 843 }, action: link('よくある質問') },
  ],
};
