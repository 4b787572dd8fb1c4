import { type LineStub, PUSH, REPLY, startLineStub } from '@tenohira/messaging/testing';
import { createTestTenant, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openForm, submitForm } from './forms.ts';
import { type Chat, openChat } from './testing/open-chat.ts';

const CANARY = '山田花子';
const filledIn = { name: CANARY, tel: '090-1234-5678', mail: '', birthday: '2000-02-29', size: '大' };

let database: TestDatabase;
let line: LineStub;
let chat: Chat;
let token: string;

beforeAll(async () => {
  database = await openTestDatabase();
  line = await startLineStub();
});
beforeEach(async () => {
  line.forget();
  chat = await openChat(database.db, line);
  await chat.say('申し込み');
  const { messages } = JSON.parse(line.calls(REPLY)[0]?.body ?? '');
  const url: string = messages[0].template.actions[0].uri;
  expect(url).toMatch(new RegExp(`^https://line\\.example\\.jp/forms/${chat.tenant.tenantId}/[\\w-]{32}$`));
  token = url.split('/').at(-1) ?? '';
});
afterAll(async () => {
  await line.close();
  await database.drop();
});

const open = () => openForm(chat.deps, chat.tenant.tenantId, token);
const submit = (typed: Record<string, unknown> = filledIn) => submitForm(chat.deps, chat.tenant.tenantId, token, typed);
const formRow = () => chat.inTenant(({ prisma }) => prisma.formRequest.findFirstOrThrow());

describe('a form', () => {
  it('opens with its fields and the name of the city; only the hash of its token is kept', async () => {
    expect(await open()).toMatchObject({
      cityName: expect.stringContaining('試験市'),
      definition: { title: '申し込む人', fields: [{ key: 'name' }, {}, {}, {}, { key: 'size', sensitive: false }] },
    });
    expect((await formRow()).tokenHash).not.toContain(token);
  });

  it('goes on with the conversation by push, and what is sensitive is neither in the event nor in the chat', async () => {
    expect(await submit()).toEqual(chat.key);
    expect(await chat.run()).toBe(1);
    expect(line.calls(PUSH).map(({ body }) => JSON.parse(body).messages[0].text)).toEqual([
      '大きさ大で申し込みました。',
    ]);
    const event = (await chat.inbox()).find(({ type }) => type === 'tenohira.form');
    expect(JSON.parse(event?.payload ?? '')).toEqual({ formId: (await formRow()).id, values: { size: '大' } });
    const everything = [await chat.inbox(), await chat.outbox(), await chat.session(), await formRow(), chat.log];
    expect(JSON.stringify(everything)).not.toMatch(/山田花子|1234-5678|2000-02-29/);
  });

  it('is kept encrypted, for staff to read', async () => {
    await submit();
    const { id, answers } = await formRow();
    const opened = await chat.deps.secrets.decrypt(
      chat.tenant.tenantId,
      `form_request.answers:${id}`,
      answers ?? new Uint8Array(),
    );
    expect(JSON.parse(opened.toString())).toEqual(filledIn);
  });

  it('is taken once, also when it is sent twice at the same time', async () => {
    const results = await Promise.allSettled([submit(), submit(), submit()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(submit()).rejects.toMatchObject({ code: 'CONVERSATION_FORM_SUBMITTED', statusCode: 409 });
    await expect(open()).rejects.toMatchObject({ code: 'CONVERSATION_FORM_SUBMITTED' });
    expect((await chat.inbox()).filter(({ type }) => type === 'tenohira.form')).toHaveLength(1);
  });

  const EXPIRED = { code: 'CONVERSATION_FORM_EXPIRED', statusCode: 410 };

  it('is opened no more when its time is past, and taken from who has begun to fill it in', async () => {
    chat.clock.advanceMs(60 * 60_000);
    await open();
    chat.clock.advanceMs(1);
    await expect(open()).rejects.toMatchObject(EXPIRED);
    chat.clock.advanceMs(30 * 60_000 - 1);
    expect(await submit()).toEqual(chat.key);
    expect(await chat.run()).toBe(1);
  });

  it('is closed half an hour later', async () => {
    chat.clock.advanceMs(90 * 60_000 + 1);
    for (const attempt of [open, submit]) await expect(attempt()).rejects.toMatchObject(EXPIRED);
    expect((await formRow()).answers).toBeNull();
  });

  it('is not found by another token, nor in another city', async () => {
    const other = await createTestTenant(database.db);
    const attempts = [
      () => openForm(chat.deps, chat.tenant.tenantId, 'guessed'),
      () => openForm(chat.deps, other.tenantId, token),
      () => submitForm(chat.deps, other.tenantId, token, filledIn),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ code: 'CONVERSATION_FORM_NOT_FOUND', statusCode: 404 });
    }
  });

  it('makes nothing late that comes behind it, though our clock be ahead of the one that LINE goes by', async () => {
    chat.clock.advanceMs(60_000);
    await submit();
    await chat.run();
    await chat.say('報告');
    expect(await chat.session()).toMatchObject({ featureKey: 'report', blockId: 'detail' });
    await chat.say('穴があいています');
    expect((await chat.inbox()).map(({ status }) => status)).not.toContain('late');
  });

  it('is given up with the conversation that opened it, and harms no other', async () => {
    await chat.say('やめる');
    await chat.say('報告');
    await submit();
    await chat.run();
    expect(await chat.session()).toMatchObject({ featureKey: 'report', blockId: 'detail' });
  });
});

describe('what is typed', () => {
  const problems: [string, Record<string, unknown>, Record<string, RegExp>][] = [
    ['nothing', {}, { name: /「なまえ」を入力/, size: /「大きさ」を入力/ }],
    ['only spaces', { ...filledIn, name: '　 ' }, { name: /入力してください/ }],
    ['no text', { ...filledIn, name: { toString: 'x' } }, { name: /入力してください/ }],
    ['too long', { ...filledIn, name: 'あ'.repeat(21) }, { name: /20文字以内.*21文字/ }],
    ['not on the list', { ...filledIn, size: '中' }, { size: /一覧から/ }],
    ['no telephone number', { ...filledIn, tel: '12345' }, { tel: /電話番号/ }],
    ['no mail address', { ...filledIn, mail: 'me@home' }, { mail: /メールアドレス/ }],
    ['no day', { ...filledIn, birthday: '2023-02-29' }, { birthday: /日付/ }],
    ['a My Number', { ...filledIn, name: '１２３４-5678-9018' }, { name: /マイナンバー/ }],
  ];
  it.each(problems)('is refused, and nothing is kept: %s', async (_title, typed, expected) => {
    const error: unknown = await submit(typed).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'CONVERSATION_FORM_INVALID', statusCode: 400 });
    const found = (error as { details: { problems: Record<string, string> } }).details.problems;
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [key, pattern] of Object.entries(expected)) expect(found[key]).toMatch(pattern);
    expect(await formRow()).toMatchObject({ answers: null, submittedAt: null });
  });

  it('may be right at the second try, in any width, and without what is optional', async () => {
    await expect(submit({})).rejects.toThrow();
    await submit({ name: 'や', tel: '０３（１２３４）５６７８', size: '小' });
    expect((await formRow()).submittedAt).not.toBeNull();
  });
});
