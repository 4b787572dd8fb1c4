import { type Action, defineBlockDefinition, identifier, type Message, postbackAction } from '@tenohira/feature-kit';
import { z } from 'zod';

const label = z.string().min(1).max(40).meta({ title: 'ボタンの文字', description: '20文字まで' });

const buttonSchema = z.discriminatedUnion('does', [
  z.strictObject({
    does: z.literal('open').meta({ title: 'ページを開く' }),
    label,
    uri: z.string().min(1).max(1000).meta({ title: 'アドレス', description: 'https:// か tel: で始まるもの' }),
  }),
  z.strictObject({
    does: z.literal('start').meta({ title: 'サービスをはじめる' }),
    label,
    feature: identifier.meta({ title: 'サービス' }),
    flow: identifier.meta({ title: '会話' }),
  }),
  z.strictObject({
    does: z.literal('say').meta({ title: '文字を送る' }),
    label,
    text: z.string().min(1).max(300).meta({ title: '住民の代わりに送る文字' }),
  }),
]);

const buttons = z.array(buttonSchema).meta({ title: 'ボタン' });
const imageUrl = z.string().min(1).max(2000).meta({ title: '画像のアドレス', description: 'https:// で始まるもの' });

export const configSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text').meta({ title: '文章' }),
    text: z.string().min(1).max(5000).meta({ title: '文章', description: '{{名前}} で前の答えを入れられます' }),
  }),
  z.strictObject({
    kind: z.literal('image').meta({ title: '画像' }),
    imageUrl,
    previewUrl: imageUrl.optional().meta({ title: '小さい画像のアドレス', description: 'なければ同じ画像を使います' }),
  }),
  z.strictObject({
    kind: z.literal('buttons').meta({ title: 'ボタンつきの文章' }),
    title: z.string().min(1).max(80).optional().meta({ title: '見出し' }),
    text: z.string().min(1).max(320).meta({ title: '文章' }),
    buttons: buttons.min(1).max(4),
  }),
  z.strictObject({
    kind: z.literal('carousel').meta({ title: '横にならぶカード' }),
    altText: z.string().min(1).max(1500).meta({ title: '通知に出る文章' }),
    columns: z
      .array(
        z.strictObject({
          title: z.string().min(1).max(80).optional().meta({ title: '見出し' }),
          text: z.string().min(1).max(240).meta({ title: '文章' }),
          imageUrl: imageUrl.optional(),
          buttons: buttons.min(1).max(3),
        }),
      )
      .min(1)
      .max(10)
      .meta({ title: 'カード' }),
  }),
  z.strictObject({
    kind: z.literal('flex').meta({ title: '自由な形（Flex）' }),
    altText: z.string().min(1).max(1500).meta({ title: '通知に出る文章' }),
    contents: z
      .record(z.string(), z.json())
      .meta({ title: 'Flexの中身', description: 'Flex Message Simulatorで作ったJSON' }),
  }),
]);

export type Config = z.infer<typeof configSchema>;

export const definition = defineBlockDefinition({
  key: 'message',
  title: 'メッセージ',
  description: '文章、画像、ボタンなどを送ります。答えは待ちません。',
  category: 'message',
  config: configSchema,
  outputs: () => ['next'],
  preview: (config) => [[toMessage(config)]],
});

export function toMessage(config: Config): Message {
  switch (config.kind) {
    case 'text':
      return { type: 'text', text: config.text };
    case 'image':
      return {
        type: 'image',
        originalContentUrl: config.imageUrl,
        previewImageUrl: config.previewUrl ?? config.imageUrl,
      };
    case 'buttons':
      return {
        type: 'template',
        altText: config.text,
        template: {
          type: 'buttons',
          ...(config.title === undefined ? {} : { title: config.title }),
          text: config.text,
          actions: config.buttons.map(toAction),
        },
      };
    case 'carousel':
      return {
        type: 'template',
        altText: config.altText,
        template: {
          type: 'carousel',
          columns: config.columns.map(({ title, text, imageUrl: image, buttons: actions }) => ({
            ...(title === undefined ? {} : { title }),
            ...(image === undefined ? {} : { thumbnailImageUrl: image }),
            text,
            actions: actions.map(toAction),
          })),
        },
      };
    case 'flex':
      // The config is JSON that people bring along; the linter and the engine hold it against Flex's rules.
      return { type: 'flex', altText: config.altText, contents: config.contents as never };
  }
}

function toAction(button: z.infer<typeof buttonSchema>): Action {
  switch (button.does) {
    case 'open':
      return { type: 'uri', label: button.label, uri: button.uri };
    case 'start':
      return postbackAction(button.label, `start=${button.feature}/${button.flow}`);
    case 'say':
      return { type: 'message', label: button.label, text: button.text };
  }
}
