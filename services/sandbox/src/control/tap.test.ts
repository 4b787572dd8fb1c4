import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSandbox, type TestSandbox, text } from '../testing/start-sandbox.ts';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

async function setUp() {
  const friends = await sandbox.friends();
  const say = async (...messages: object[]) => {
    const answer = await friends.line('POST', '/v2/bot/message/push', { to: friends.userId, messages });
    expect(answer.text).toContain('sentMessages');
  };
  const tap = (label: string, value?: string) =>
    friends.act({ type: 'tap', label, ...(value === undefined ? {} : { value }) });
  const refused = (action: object) => sandbox.call('POST', `/control${friends.path}/actions`, action);
  return { ...friends, say, tap, refused };
}

function withQuickReplies(words: string, ...actions: object[]) {
  return { ...text(words), quickReply: { items: actions.map((action) => ({ type: 'action', action })) } };
}

it('sends the text of a message action', async () => {
  const { say, tap, bot, transcript } = await setUp();
  await say(withQuickReplies('どれですか', { type: 'message', label: '道路', text: '道路の穴' }));
  const { delivered, messageId } = await tap('道路');
  expect(delivered.status).toBe(200);
  expect(bot.events()[0]?.message).toMatchObject({ type: 'text', text: '道路の穴', id: messageId });
  expect((await transcript()).at(-1)).toMatchObject({
    from: 'resident',
    kind: 'message',
    message: { text: '道路の穴' },
  });
});

it('sends a postback and shows its displayText', async () => {
  const { say, tap, bot, transcript } = await setUp();
  await say({
    type: 'template',
    altText: '確認',
    template: {
      type: 'confirm',
      text: '送りますか',
      actions: [
        { type: 'postback', label: 'はい', data: 'answer=yes', displayText: '送ります' },
        { type: 'postback', label: 'いいえ', data: 'answer=no' },
      ],
    },
  });
  await tap('はい');
  expect(bot.events()[0]?.postback).toEqual({ data: 'answer=yes' });
  expect((await transcript()).at(-1)).toMatchObject({ kind: 'postback', message: { type: 'text', text: '送ります' } });
  await tap('いいえ');
  expect((await transcript()).at(-1)?.message).toBeUndefined();
});

it('asks for what it needs, and opens what is to be opened', async () => {
  const { say, tap, bot } = await setUp();
  await say(
    withQuickReplies(
      'どうぞ',
      { type: 'camera', label: '写真をとる' },
      { type: 'location', label: '場所を送る' },
      { type: 'datetimepicker', label: '日を選ぶ', data: 'day', mode: 'date' },
      { type: 'uri', label: 'ページを開く', uri: 'https://example.com/' },
      { type: 'clipboard', label: '番号をコピー', clipboardText: 'R-1' },
    ),
  );
  expect((await tap('写真をとる')).needs).toBe('image');
  expect((await tap('場所を送る')).needs).toBe('location');
  expect((await tap('日を選ぶ')).needs).toBe('value');
  expect((await tap('ページを開く')).openUri).toBe('https://example.com/');
  expect((await tap('番号をコピー')).copied).toBe('R-1');
  expect(bot.received).toEqual([]);
  await tap('日を選ぶ', '2026-08-10');
  expect(bot.events()[0]?.postback).toEqual({ data: 'day', params: { date: '2026-08-10' } });
});

it('finds buttons in Flex, also a box that has words and no label', async () => {
  const { say, tap, bot } = await setUp();
  await say({
    type: 'flex',
    altText: '一覧',
    contents: {
      type: 'bubble',
      body: {
        type: 'box',
        layout: 'vertical',
        contents: [
          {
            type: 'box',
            layout: 'vertical',
            action: { type: 'postback', data: 'case=1' },
            contents: [{ type: 'text', text: '受付 1' }],
          },
          { type: 'button', action: { type: 'postback', label: '取り消す', data: 'cancel=1' } },
        ],
      },
    },
  });
  await tap('受付 1');
  await tap('取り消す');
  expect(bot.events().map((event) => event.postback)).toEqual([{ data: 'case=1' }, { data: 'cancel=1' }]);
});

it('takes the newest of two buttons with one label', async () => {
  const { say, tap, bot } = await setUp();
  const buttons = (data: string) => ({
    type: 'template',
    altText: 'x',
    template: { type: 'buttons', text: 'x', actions: [{ type: 'postback', label: '次へ', data }] },
  });
  await say(buttons('old'), buttons('new'));
  await tap('次へ');
  expect(bot.events()[0]?.postback).toEqual({ data: 'new' });
});

it('no longer has quick replies once another message came', async () => {
  const { say, act, refused } = await setUp();
  await say(withQuickReplies('どれですか', { type: 'message', label: '道路', text: '道路' }), text('おまけ'));
  expect((await refused({ type: 'tap', label: '道路' })).status).toBe(404);
  await say(withQuickReplies('どれですか', { type: 'message', label: '道路', text: '道路' }));
  await act({ type: 'text', text: 'こんにちは' });
  expect((await refused({ type: 'tap', label: '道路' })).status).toBe(404);
});

it('says which labels are there when there is no such label', async () => {
  const { say, refused } = await setUp();
  await say(withQuickReplies('どれですか', { type: 'message', label: '道路', text: '道路' }));
  const answer = await refused({ type: 'tap', label: '公園' });
  expect([answer.status, answer.body.error.code]).toEqual([404, 'SANDBOX_LABEL_NOT_FOUND']);
  expect(answer.body.error.details.labels).toEqual(['道路']);
});

it('can do nothing but follow after blocking', async () => {
  const { act, refused } = await setUp();
  await act({ type: 'block' });
  const answer = await refused({ type: 'text', text: 'x' });
  expect([answer.status, answer.body.error.code]).toEqual([409, 'SANDBOX_BLOCKED']);
  expect((await act({ type: 'follow' })).delivered.status).toBe(200);
});
