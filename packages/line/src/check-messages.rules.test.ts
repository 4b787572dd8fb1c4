import { describe, expect, it } from 'vitest';
import {
  A,
  area,
  bubble,
  buttons,
  carousel,
  check,
  codesOf,
  column,
  flex,
  flexButton,
  imagemap,
  inBody,
  postback,
  quickReply,
  quickReplyAction,
  template,
  text,
  times,
  url,
} from './check-messages.fixture.ts';
import { checkMessages } from './check-messages.ts';
import type { Action, Message, Template } from './messages.ts';

describe('rules of message objects', () => {
  const action = 'messages[0].quickReply.items[0].action';
  const column0 = 'messages[0].template.columns';
  const body = 'messages[0].contents.body.contents[0]';
  it.each<[string, Message[], string[]]>([
    ['an unknown message type', [{ type: 'hologram' } as unknown as Message], ['messages[0].type unknown-type']],
    ['a type named like a method', [{ type: 'constructor' } as unknown as Message], ['messages[0].type unknown-type']],
    ['null', [null as unknown as Message], ['messages[0].type unknown-type']],
    ['an empty text', [text(0)], ['messages[0].text required']],
    [
      'a quick reply on a message that is not the last',
      [quickReply([{ type: 'action', action: postback }]), text(1)],
      ['messages[0].quickReply quick-reply-not-last'],
    ],
    [
      'a quick reply without type',
      [quickReply([{ action: postback }])],
      ['messages[0].quickReply.items[0].type unknown-type'],
    ],
    ['a quick reply without label', [quickReplyAction({ type: 'postback', data: 'a' })], [`${action}.label required`]],
    [
      'an emoji where no $ is',
      [{ type: 'text', text: 'a$', emojis: [{ index: 0, productId: 'p', emojiId: '1' }] }],
      ['messages[0].emojis[0].index emoji-placeholder'],
    ],
    ['a sticker without id', [{ type: 'sticker', packageId: '1', stickerId: '' }], ['messages[0] required']],
    [
      'an image over http',
      [{ type: 'image', originalContentUrl: 'http://example.com/a.png', previewImageUrl: url(30) }],
      ['messages[0].originalContentUrl not-https'],
    ],
    [
      'an image with a space in its URL',
      [{ type: 'image', originalContentUrl: 'https://example.com/a b.png', previewImageUrl: url(30) }],
      ['messages[0].originalContentUrl uri-malformed'],
    ],
    [
      'a sound of no length',
      [{ type: 'audio', originalContentUrl: url(30), duration: 0 }],
      ['messages[0].duration out-of-range'],
    ],
    [
      'a place beyond the pole',
      [{ type: 'location', title: 'a', address: 'b', latitude: 90.1, longitude: 0 }],
      ['messages[0].latitude out-of-range'],
    ],
    [
      'a script link',
      [quickReplyAction({ type: 'uri', label: 'a', uri: 'javascript:alert(1)' })],
      [`${action}.uri uri-scheme`],
    ],
    [
      'a link without a scheme',
      [quickReplyAction({ type: 'uri', label: 'a', uri: 'example.com' })],
      [`${action}.uri uri-scheme`],
    ],
    [
      'a link with a space',
      [quickReplyAction({ type: 'uri', label: 'a', uri: 'https://example.com/a b' })],
      [`${action}.uri uri-malformed`],
    ],
    ['a link to a phone', [quickReplyAction({ type: 'uri', label: 'a', uri: 'tel:0869000000' })], []],
    ['a link into LINE', [quickReplyAction({ type: 'uri', label: 'a', uri: 'line://nv/camera' })], []],
    ['a link over http', [quickReplyAction({ type: 'uri', label: 'a', uri: 'http://example.com/道' })], []],
    [
      'camera, album and location on quick replies',
      [
        quickReply(
          (['camera', 'cameraRoll', 'location'] as const).map((type) => ({
            type: 'action',
            action: { type, label: 'a' },
          })),
        ),
      ],
      [],
    ],
    [
      'a camera on a template',
      [buttons({ actions: [{ type: 'camera', label: 'a' }] })],
      ['messages[0].template.actions[0].type not-allowed-here'],
    ],
    [
      'a rich menu switch on a quick reply',
      [quickReplyAction({ type: 'richmenuswitch', label: 'a', richMenuAliasId: 'a', data: 'a' })],
      [`${action}.type not-allowed-here`],
    ],
    [
      'an unknown action',
      [quickReplyAction({ type: 'teleport' } as unknown as Action)],
      [`${action}.type unknown-type`],
    ],
    ['no data', [quickReplyAction({ type: 'postback', label: 'a' })], [`${action}.data required`]],
    [
      'an unknown input option',
      [quickReplyAction({ ...postback, inputOption: 'openDoor' as 'openVoice' })],
      [`${action}.inputOption unknown-value`],
    ],
    [
      'text to fill in without a keyboard',
      [quickReplyAction({ ...postback, fillInText: 'a' })],
      [`${action}.fillInText not-allowed-here`],
    ],
    [
      'text and displayText at once',
      [quickReplyAction({ ...postback, text: 'a', displayText: 'a' })],
      [`${action}.text not-allowed-here`],
    ],
    [
      'a date in another mode',
      [quickReplyAction({ type: 'datetimepicker', label: 'a', data: 'a', mode: 'time', initial: '2026-04-01' })],
      [`${action}.initial wrong-format`],
    ],
    [
      'a range that is empty',
      [
        quickReplyAction({
          type: 'datetimepicker',
          label: 'a',
          data: 'a',
          mode: 'date',
          min: '2026-04-02',
          max: '2026-04-01',
        }),
      ],
      [`${action} out-of-range`],
    ],
    [
      'an unknown template',
      [template({ type: 'wheel' } as unknown as Template)],
      ['messages[0].template.type unknown-type'],
    ],
    [
      'columns with different numbers of buttons',
      [carousel([column(), column({ actions: times(2, postback) })])],
      [`${column0} columns-differ`],
    ],
    [
      'an image on one column only',
      [carousel([column(), column({ thumbnailImageUrl: url(30) })])],
      [`${column0} columns-differ`],
    ],
    ['a title on one column only', [carousel([column(), column({ title: '題' })])], [`${column0} columns-differ`]],
    [
      'a thumbnail over http',
      [buttons({ thumbnailImageUrl: 'http://example.com/a.png' })],
      ['messages[0].template.thumbnailImageUrl not-https'],
    ],
    [
      'an image carousel without labels',
      [template({ type: 'image_carousel', columns: [{ imageUrl: url(30), action: { type: 'uri', uri: url(30) } }] })],
      [],
    ],
    [
      'an imagemap of another width',
      [imagemap({ baseSize: { width: 1000, height: 500 } })],
      ['messages[0].baseSize.width out-of-range'],
    ],
    [
      'an unknown imagemap action',
      [imagemap({ actions: [{ type: 'postback', area }] })],
      ['messages[0].actions[0].type unknown-type'],
    ],
    ['an unknown flex container', [flex({ type: 'sphere' })], ['messages[0].contents.type unknown-type']],
    ['an empty bubble', [flex({ type: 'bubble' })], ['messages[0].contents required']],
    ['an unknown field on a bubble', [flex(bubble({ colour: 'red' }))], ['messages[0].contents.colour unknown-field']],
    [
      'an unknown field on a component',
      [inBody({ type: 'text', text: 'a', fontSize: 'lg' })],
      [`${body}.fontSize unknown-field`],
    ],
    [
      'an unknown field on a nested component',
      [inBody({ type: 'box', layout: 'baseline', contents: [{ type: 'text', text: 'a', onClick: 1 }] })],
      [`${body}.contents[0].onClick unknown-field`],
    ],
    ['an unknown field on a flex action', [flexButton({ confirm: true })], [`${body}.action.confirm unknown-field`]],
    [
      'an unknown field on a style',
      [flex(bubble({ styles: { body: { border: 1 } } }))],
      ['messages[0].contents.styles.body.border unknown-field'],
    ],
    [
      'an unknown field on a background',
      [inBody({ type: 'box', layout: 'vertical', contents: [], background: { type: 'linearGradient', blur: 1 } })],
      [`${body}.background.blur unknown-field`],
    ],
    ['an undefined field, which JSON leaves out', [inBody({ type: 'text', text: 'a', fontSize: undefined })], []],
    ['an unknown component', [inBody({ type: 'slider' })], [`${body}.type unknown-type`]],
    ['an icon outside a baseline box', [inBody({ type: 'icon', url: url(30) })], [`${body}.type not-allowed-here`]],
    [
      'a button in a baseline box',
      [inBody({ type: 'box', layout: 'baseline', contents: [{ type: 'button', action: postback }] })],
      [`${body}.contents[0].type not-allowed-here`],
    ],
    ['a span outside a text', [inBody({ type: 'span', text: 'a' })], [`${body}.type not-allowed-here`]],
    ['spans instead of a text', [inBody({ type: 'text', contents: [{ type: 'span', text: 'a' }] })], []],
    ['a text without text', [inBody({ type: 'text', text: '' })], [`${body}.text required`]],
    ['a box without contents', [inBody({ type: 'box', layout: 'vertical' })], [`${body}.contents required`]],
    ['a flex button without an action', [inBody({ type: 'button' })], [`${body}.action required`]],
    ['a flex image over http', [inBody({ type: 'image', url: 'http://example.com/a.png' })], [`${body}.url not-https`]],
    ['an unknown size of a bubble', [flex(bubble({ size: 'huge' }))], ['messages[0].contents.size unknown-value']],
    ['a color by name', [inBody({ type: 'text', text: 'a', color: 'red' })], [`${body}.color wrong-format`]],
    ['a translucent color', [inBody({ type: 'text', text: 'a', color: '#11223344' })], []],
    [
      'a header that is no box',
      [flex(bubble({ header: { type: 'text', text: 'a' } }))],
      ['messages[0].contents.header.type not-allowed-here'],
    ],
    [
      'a video in a carousel',
      [
        flex({
          type: 'carousel',
          contents: [
            bubble({
              hero: { type: 'video', url: url(30), previewUrl: url(30), altContent: { type: 'image', url: url(30) } },
            }),
          ],
        }),
      ],
      ['messages[0].contents.contents[0].hero.type not-allowed-here'],
    ],
    [
      'a video alone',
      [
        flex(
          bubble({
            hero: { type: 'video', url: url(30), previewUrl: url(30), altContent: { type: 'image', url: url(30) } },
          }),
        ),
      ],
      [],
    ],
    [
      'a carousel in a carousel',
      [flex({ type: 'carousel', contents: [{ type: 'carousel', contents: [] }] })],
      ['messages[0].contents.contents[0].type unknown-type'],
    ],
  ])('%s', (_, messages, expected) => {
    expect(codesOf(checkMessages(messages))).toEqual(expected);
  });

  it('says in Japanese what to change, for everything it finds', () => {
    const problems = checkMessages([
      text(0),
      buttons({ actions: [] }),
      flex({ type: 'bubble', x: 1 }),
      quickReply([]),
      text(9),
    ]);
    expect(problems.length).toBeGreaterThan(4);
    for (const { message } of problems) expect(message).toMatch(/^[^。]+。(?:[^。]*。)*.*(?:ください|ません)\)?。?/);
  });

  it('reports all problems at once', () => {
    expect(check(quickReply(times(14, { type: 'action', action: { type: 'postback', data: A(301) } })))).toHaveLength(
      29,
    );
  });
});
