import { withdrawRegistration } from '@tenohira/identity';
import { createTestRegistration } from '@tenohira/identity/testing';
import { type LineStub, REPLY, startLineStub } from '@tenohira/messaging/testing';
import { openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { submitForm } from './forms.ts';
import { type Chat, openChat } from './testing/open-chat.ts';

const person = { sub: 'sub-1', name: '試験 花子', address: '試験県試験市1-1', birthdate: '1950-01-01', gender: '2' };

let database: TestDatabase;
let line: LineStub;
let chat: Chat;

beforeAll(async () => {
  database = await openTestDatabase();
  line = await startLineStub();
});
beforeEach(async () => {
  line.forget();
  chat = await openChat(database.db, line);
});
afterAll(async () => {
  await line.close();
  await database.drop();
});

/** As staff would have set it: without the check that somebody can register. */
const setAudience = (key: string, audience: string) =>
  chat.inTenant(({ sql }) => sql('update feature_install set audience = $2 where feature_key = $1', [key, audience]));
const button = (key: string) => chat.send(chat.event('postback', { postback: { data: `start=${key}/main` } }));
const residentId = async () => (await chat.resident()).id;

describe('a feature for the registered', () => {
  beforeEach(() => setAudience('report', 'registered'));

  it('is closed to who is not, by word and by button, and is not in the menu', async () => {
    for (const words of [await chat.say('報告'), await button('report')]) {
      expect(words).toEqual([expect.stringContaining('「報告」は、ご本人の登録がすんだ方だけが使えます。')]);
    }
    await chat.say('メニュー');
    const menu = line.calls(REPLY).at(-1)?.body;
    expect(menu).toContain('start=count/main');
    expect(menu).not.toContain('start=report/main');
    expect(await chat.cases()).toEqual([]);
  });

  it('opens with the registration, and closes again when it is withdrawn', async () => {
    await chat.say('メニュー');
    const id = await residentId();
    await chat.inTenant((db) => createTestRegistration(db, chat.deps.secrets, { residentId: id, person }));
    expect(await chat.say('報告')).toEqual(['どうしましたか？']);
    await chat.inTenant((db) => withdrawRegistration(db, id, `resident:${id}`));
    expect(await chat.say('穴があいています')).toEqual(['写真を送ってください。']);
    await chat.say('写真なし');
    expect(await chat.cases()).toHaveLength(1);
    expect((await chat.say('報告')).join()).toContain('ご本人の登録がすんだ方だけ');
  });
});

describe('a feature for staff', () => {
  it('is for the test residents alone', async () => {
    await setAudience('report', 'staff');
    expect((await button('report'))[0]).toContain('「報告」は、いま準備中です。');
    await chat.inTenant(({ prisma }) => prisma.resident.updateMany({ data: { isTest: true } }));
    expect(await button('report')).toEqual(['どうしましたか？']);
  });

  it('lets a page that was opened before be sent in', async () => {
    await chat.say('申し込み');
    const { messages } = JSON.parse(line.calls(REPLY)[0]?.body ?? '');
    const token = String(messages[0].template.actions[0].uri).split('/').at(-1) ?? '';
    await setAudience('apply', 'staff');
    await submitForm(chat.deps, chat.tenant.tenantId, token, { name: '試験', size: '大' });
    await chat.run();
    const outbox = JSON.stringify((await chat.outbox()).map(({ messages: said }) => said));
    expect(outbox).toContain('大きさ大で申し込みました。');
  });
});
