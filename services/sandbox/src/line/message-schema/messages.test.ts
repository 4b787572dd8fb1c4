import { describe, expect, it } from 'vitest';
import { findMessagesError } from './messages.ts';

/** `ok`, or the details' properties and messages. */
function judge(...messages: unknown[]): string | { [property: string]: string } {
  const error = findMessagesError(messages);
  if (error === undefined) return 'ok';
  const details = (error.body.details ?? []) as { property: string; message: string }[];
  if (details.length === 0) return String(error.body.message);
  return Object.fromEntries(details.map(({ property, message }) => [property, message]));
}

const text = (words: unknown, rest: object = {}) => ({ type: 'text', text: words, ...rest });
const a = (count: number) => 'あ'.repeat(count);
/** One person as a reader sees it, eleven UTF-16 code units. */
const FAMILY = '👨‍👩‍👧‍👦';
const message = (label: unknown) => ({ type: 'message', label, text: 'はい' });
const quick = (action: unknown) => ({ type: 'action', action });
const withQuick = (...items: unknown[]) => text('x', { quickReply: { items } });

it('asks for one to five messages of known types', () => {
  expect(judge()).toEqual({ messages: 'Size must be between 1 and 5' });
  expect(judge({ type: 'poem' })['messages[0].type' as never]).toMatch(
    /^Must be one of the following values: \[text, /,
  );
  expect(judge('hello')).toBe("The property, 'messages[0]', in the request body is invalid (line: -, column: -)");
  expect(judge({})).toHaveProperty(['messages[0].type']);
});

it('reports every message at once, as in the documentation', () => {
  const error = findMessagesError([text(''), { type: 'x' }]);
  expect(error?.status).toBe(400);
  expect(error?.body.message).toBe('The request body has 2 error(s)');
});

describe('text', () => {
  it('has 5,000 UTF-16 code units', () => {
    expect(judge(text(a(5_000)))).toBe('ok');
    expect(judge(text(a(5_001)))).toEqual({ 'messages[0].text': 'Length must be between 0 and 5000' });
    expect(judge(text('𠮷'.repeat(2_500)))).toBe('ok');
    expect(judge(text(`${'𠮷'.repeat(2_500)}あ`))).toEqual({ 'messages[0].text': 'Length must be between 0 and 5000' });
    expect(judge(text(''))).toEqual({ 'messages[0].text': 'May not be empty' });
    expect(judge(text(5))).toEqual({ 'messages[0].text': 'Must be a string' });
  });

  it('has up to 20 emoji, each at a dollar sign', () => {
    const emoji = (index: number) => ({ index, productId: '5ac1bfd5040ab15980c9b435', emojiId: '001' });
    expect(judge(text('$ こんにちは', { emojis: [emoji(0)] }))).toBe('ok');
    expect(judge(text('$ こんにちは', { emojis: [emoji(2)] }))).toHaveProperty(['messages[0].emojis[0].index']);
    const many = Array.from({ length: 21 }, (_, index) => emoji(index));
    expect(judge(text('$'.repeat(21), { emojis: many }))).toEqual({
      'messages[0].emojis': 'Size must be between 0 and 20',
    });
  });

  it('has a sender of 20 characters', () => {
    expect(judge(text('x', { sender: { name: a(20) } }))).toBe('ok');
    expect(judge(text('x', { sender: { name: a(21) } }))).toHaveProperty(['messages[0].sender.name']);
    expect(judge(text('x', { sender: { iconUrl: 'http://example.com/a.png' } }))).toHaveProperty([
      'messages[0].sender.iconUrl',
    ]);
  });
});

it('wants the placeholders of textV2 to be filled', () => {
  const v2 = (words: string, substitution?: object) => ({ type: 'textV2', text: words, substitution });
  expect(judge(v2('{who}さん', { who: { type: 'mention', mentionee: { type: 'all' } } }))).toBe('ok');
  expect(judge(v2('{{who}}'))).toBe('ok');
  expect(judge(v2('{who}さん'))).toHaveProperty(['substitution']);
  expect(judge(v2('{!owe}'))).toEqual({
    text: "The key '!owe' enclosed in '{}' does not match the pattern '^[a-zA-Z0-9_]{1,20}$'.",
  });
});

it('takes media over HTTPS only', () => {
  const url = 'https://example.com/a.jpg';
  expect(judge({ type: 'image', originalContentUrl: url, previewImageUrl: url })).toBe('ok');
  expect(judge({ type: 'image', originalContentUrl: 'http://example.com/a.jpg', previewImageUrl: url })).toHaveProperty(
    ['messages[0].originalContentUrl'],
  );
  expect(judge({ type: 'image', originalContentUrl: url })).toEqual({
    'messages[0].previewImageUrl': 'May not be empty',
  });
  expect(judge({ type: 'video', originalContentUrl: url, previewImageUrl: url })).toBe('ok');
  expect(judge({ type: 'audio', originalContentUrl: url, duration: 1_000 })).toBe('ok');
  expect(judge({ type: 'audio', originalContentUrl: url })).toHaveProperty(['messages[0].duration']);
});

it('checks stickers, locations and image maps', () => {
  expect(judge({ type: 'sticker', packageId: '446', stickerId: '1988' })).toBe('ok');
  expect(judge({ type: 'sticker' })).toHaveProperty(['messages[0].stickerId']);
  const place = { type: 'location', title: '役場', address: 'みほん市1-1', latitude: 35, longitude: 139 };
  expect(judge(place)).toBe('ok');
  expect(judge({ ...place, latitude: 91 })).toEqual({ 'messages[0].latitude': 'Must be less than or equal to 90' });
  expect(judge({ ...place, title: a(101) })).toHaveProperty(['messages[0].title']);
  const area = { x: 0, y: 0, width: 520, height: 1_040 };
  const map = {
    type: 'imagemap',
    baseUrl: 'https://example.com/map',
    altText: '地図',
    baseSize: { width: 1_040, height: 1_040 },
    actions: [{ type: 'uri', linkUri: 'https://example.com/', area }],
  };
  expect(judge(map)).toBe('ok');
  expect(judge({ ...map, baseSize: { width: 700, height: 700 } })).toHaveProperty(['messages[0].baseSize.width']);
});

describe('quick replies', () => {
  it('are at most 13', () => {
    const items = (count: number) => Array.from({ length: count }, () => quick(message('はい')));
    expect(judge(withQuick(...items(13)))).toBe('ok');
    expect(judge(withQuick(...items(14)))).toEqual({ 'messages[0].quickReply.items': 'Size must be between 1 and 13' });
  });

  it('have labels of 20 characters, counted as a reader counts', () => {
    expect(judge(withQuick(quick(message(FAMILY.repeat(20)))))).toBe('ok');
    expect(judge(withQuick(quick(message(FAMILY.repeat(21)))))).toEqual({
      '/quickReply/items/0/action/label': 'must not be longer than 20 characters',
    });
    expect(judge(withQuick(quick({ type: 'message', text: 'x' })))).toEqual({
      '/quickReply/items/0/action/label': 'must be specified',
    });
  });

  it('are the only place for the camera and the location', () => {
    for (const type of ['camera', 'cameraRoll', 'location']) {
      expect(judge(withQuick(quick({ type, label: '送る' })))).toBe('ok');
      expect(judge(buttons({ actions: [{ type, label: '送る' }] }))).toEqual({
        '/template/actions/0/type': 'invalid property',
      });
    }
  });
});

describe('actions', () => {
  const act = (action: object) => judge(withQuick(quick({ label: 'x', ...action })));
  const at = (property: string) => `/quickReply/items/0/action/${property}`;

  it('limit a postback: data in code units, displayText in characters', () => {
    expect(act({ type: 'postback', data: 'x'.repeat(300), displayText: FAMILY.repeat(300) })).toBe('ok');
    expect(act({ type: 'postback', data: '𠮷'.repeat(151) })).toHaveProperty([at('data')]);
    expect(act({ type: 'postback', data: 'x', displayText: a(301) })).toHaveProperty([at('displayText')]);
    expect(act({ type: 'postback' })).toEqual({ [at('data')]: 'must be specified' });
    expect(act({ type: 'postback', data: 'x', inputOption: 'openKeyboard', fillInText: a(300) })).toBe('ok');
    expect(act({ type: 'postback', data: 'x', fillInText: 'x' })).toHaveProperty([at('fillInText')]);
    expect(act({ type: 'postback', data: 'x', inputOption: 'openDoor' })).toHaveProperty([at('inputOption')]);
  });

  it('limit a URI to 1,000 and to four schemes', () => {
    for (const uri of ['https://example.com/', 'http://example.com/', 'line://app/1', 'tel:0000000000']) {
      expect(act({ type: 'uri', uri })).toBe('ok');
    }
    expect(act({ type: 'uri', uri: 'javascript:alert(1)' })).toEqual({ [at('uri')]: 'invalid uri scheme' });
    expect(act({ type: 'uri', uri: `https://example.com/${'a'.repeat(981)}` })).toHaveProperty([at('uri')]);
    expect(act({ type: 'uri', uri: 'https://example.com/a b' })).toEqual({ [at('uri')]: 'invalid uri' });
  });

  it('check the formats of a date and time picker', () => {
    const picker = (rest: object) => act({ type: 'datetimepicker', data: 'x', ...rest });
    expect(picker({ mode: 'date', initial: '2026-08-03', min: '2026-08-01', max: '2026-08-31' })).toBe('ok');
    expect(picker({ mode: 'time', initial: '09:30' })).toBe('ok');
    expect(picker({ mode: 'datetime', initial: '2026-08-03t09:30' })).toBe('ok');
    expect(picker({ mode: 'date', initial: '09:30' })).toEqual({ [at('initial')]: 'invalid property' });
    expect(picker({ mode: 'date', min: '2026-08-31', max: '2026-08-01' })).toHaveProperty([at('min')]);
    expect(picker({ mode: 'century' })).toEqual({ [at('mode')]: 'invalid property' });
    expect(picker({ mode: 'constructor' })).toEqual({ [at('mode')]: 'invalid property' });
  });

  it('limit the clipboard to 1,000', () => {
    expect(act({ type: 'clipboard', clipboardText: 'x'.repeat(1_000) })).toBe('ok');
    expect(act({ type: 'clipboard', clipboardText: 'x'.repeat(1_001) })).toHaveProperty([at('clipboardText')]);
  });

  it('switch tabs in rich menus only', () => {
    expect(act({ type: 'richmenuswitch', richMenuAliasId: 'a', data: 'x' })).toEqual({
      [at('type')]: 'invalid property',
    });
  });
});

const template = (value: object) => ({ type: 'template', altText: '選んでください', template: value });
const buttons = (rest: object) => template({ type: 'buttons', text: '本文', actions: [message('はい')], ...rest });

describe('templates', () => {
  const image = 'https://example.com/a.jpg';

  it('have 1,500 code units of altText', () => {
    expect(judge({ ...buttons({}), altText: a(1_500) })).toBe('ok');
    expect(judge({ ...buttons({}), altText: a(1_501) })).toEqual({
      'messages[0].altText': 'Length must be between 0 and 1500',
    });
  });

  it('limit buttons: 160 characters, 60 below a title or an image, 4 actions', () => {
    expect(judge(buttons({ text: FAMILY.repeat(160) }))).toBe('ok');
    expect(judge(buttons({ text: a(161) }))).toHaveProperty(['/template/text']);
    expect(judge(buttons({ text: a(60), title: a(40) }))).toBe('ok');
    expect(judge(buttons({ text: a(61), title: '題' }))).toHaveProperty(['/template/text']);
    expect(judge(buttons({ text: a(61), thumbnailImageUrl: image }))).toHaveProperty(['/template/text']);
    expect(judge(buttons({ title: a(41) }))).toHaveProperty(['/template/title']);
    expect(judge(buttons({ actions: Array.from({ length: 5 }, () => message('x')) }))).toHaveProperty([
      '/template/actions',
    ]);
    expect(judge(buttons({ actions: [] }))).toEqual({ '/template/actions': 'must be specified' });
  });

  it('limit confirm to two actions', () => {
    const confirm = (count: number) =>
      template({ type: 'confirm', text: a(240), actions: Array.from({ length: count }, () => message('x')) });
    expect(judge(confirm(2))).toBe('ok');
    expect(judge(confirm(1))).toHaveProperty(['/template/actions']);
    expect(judge(confirm(3))).toHaveProperty(['/template/actions']);
  });

  it('limit a carousel: 10 columns of 3 actions, all columns alike', () => {
    const column = (rest: object = {}) => ({ text: '本文', actions: [message('x')], ...rest });
    const carousel = (...columns: object[]) => judge(template({ type: 'carousel', columns }));
    expect(carousel(...Array.from({ length: 10 }, () => column()))).toBe('ok');
    expect(carousel(...Array.from({ length: 11 }, () => column()))).toHaveProperty(['/template/columns']);
    expect(carousel(column({ text: a(120) }))).toBe('ok');
    expect(carousel(column({ text: a(121) }))).toHaveProperty(['/template/columns/0/text']);
    expect(carousel(column({ actions: Array.from({ length: 4 }, () => message('x')) }))).toHaveProperty([
      '/template/columns/0/actions',
    ]);
    expect(carousel(column(), column({ actions: [message('x'), message('y')] }))).toHaveProperty([
      '/template/columns/1/actions',
    ]);
    expect(carousel(column({ title: '題' }), column())).toHaveProperty(['/template/columns/1/title']);
  });

  it('limit the labels of an image carousel to 12', () => {
    const carousel = (label: string) =>
      judge(template({ type: 'image_carousel', columns: [{ imageUrl: image, action: message(label) }] }));
    expect(carousel(a(12))).toBe('ok');
    expect(carousel(a(13))).toHaveProperty(['/template/columns/0/action/label']);
  });

  it('are of four kinds', () => {
    expect(judge(template({ type: 'constructor' }))).toEqual({ '/template/type': 'invalid property' });
    expect(findMessagesError([template({ type: 'x' })])?.body.message).toBe(
      'A message (messages[0]) in the request body is invalid',
    );
  });
});

describe('Flex', () => {
  const flex = (contents: unknown) => judge({ type: 'flex', altText: '受付', contents });
  const box = (...contents: unknown[]) => ({ type: 'box', layout: 'vertical', contents });
  const bubble = (rest: object = {}) => ({ type: 'bubble', body: box({ type: 'text', text: 'こんにちは' }), ...rest });

  it('takes what the documentation shows', () => {
    expect(
      flex(
        bubble({
          size: 'mega',
          header: {
            ...box({ type: 'text', text: '題', weight: 'bold', size: 'xl', color: '#1DB446' }),
            paddingAll: '20px',
          },
          hero: {
            type: 'image',
            url: 'https://example.com/a.jpg',
            size: 'full',
            aspectRatio: '20:13',
            aspectMode: 'cover',
          },
          footer: box({
            type: 'button',
            style: 'primary',
            height: 'sm',
            action: { type: 'uri', label: a(40), uri: 'https://example.com' },
          }),
          styles: { footer: { separator: true } },
        }),
      ),
    ).toBe('ok');
  });

  it('refuses fields that it does not know', () => {
    expect(flex(bubble({ colour: 'red' }))).toEqual({ '/colour': 'unknown field' });
    expect(flex(bubble({ body: box({ type: 'text', text: 'x', bold: true }) }))).toEqual({
      '/body/contents/0/bold': 'unknown field',
    });
    expect(flex(bubble({ styles: { type: 'x' } }))).toHaveProperty(['/styles/type']);
  });

  it('refuses values that it does not know', () => {
    expect(flex(bubble({ size: 'huge' }))).toEqual({ '/size': 'invalid property' });
    expect(flex(bubble({ body: box({ type: 'text', text: 'x', color: 'red' }) }))).toEqual({
      '/body/contents/0/color': 'invalid property',
    });
    expect(flex(bubble({ body: box({ type: 'text', text: 'x', size: '12' }) }))).toEqual({
      '/body/contents/0/size': 'invalid property',
    });
    expect(flex(bubble({ body: box({ type: 'icon', url: 'https://example.com/a.png' }) }))).toEqual({
      '/body/contents/0': 'invalid property',
    });
  });

  it('wants words in a text, and a block in a bubble', () => {
    expect(flex(bubble({ body: box({ type: 'text', text: '' }) }))).toEqual({
      '/body/contents/0/text': 'must be non-empty text',
    });
    expect(flex(bubble({ body: box({ type: 'text', contents: [{ type: 'span', text: 'x' }] }) }))).toBe('ok');
    expect(flex({ type: 'bubble' })).toEqual({ '/': 'At least one block must be specified' });
  });

  it('limits a button label to 40', () => {
    const withLabel = (label: string) => flex(bubble({ footer: box({ type: 'button', action: message(label) }) }));
    expect(withLabel(FAMILY.repeat(40))).toBe('ok');
    expect(withLabel(a(41))).toEqual({ '/footer/contents/0/action/label': 'must not be longer than 40 characters' });
  });

  it('limits a bubble to 30 KB, a carousel to 50 KB and 12 bubbles', () => {
    const heavy = (bytes: number) => bubble({ body: box({ type: 'text', text: 'x'.repeat(bytes) }) });
    const size = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
    const overhead = size(heavy(0));
    expect(flex(heavy(30 * 1024 - overhead))).toBe('ok');
    expect(flex(heavy(30 * 1024 - overhead + 1))).toHaveProperty(['/']);
    const carousel = (count: number, bytes: number) => ({
      type: 'carousel',
      contents: Array.from({ length: count }, () => heavy(bytes)),
    });
    expect(flex(carousel(12, 10))).toBe('ok');
    expect(flex(carousel(13, 10))).toHaveProperty(['/contents']);
    expect(flex(carousel(2, 26_000))).toHaveProperty(['/']);
    expect(flex(carousel(2, 20_000))).toBe('ok');
  });
});
