import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.ts';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const FAMILY = '👨‍👩‍👧‍👦';
const STRANGER = `U${'0'.repeat(32)}`;
const area = (action: object) => ({ bounds: { x: 0, y: 0, width: 400, height: 400 }, action });
const menu = (rest: object = {}) => ({
  size: { width: 1_200, height: 405 },
  selected: true,
  name: 'メニュー',
  chatBarText: 'メニュー',
  areas: [area({ type: 'message', text: 'ごみの日' })],
  ...rest,
});
const image = (width: number, height: number, format: 'png' | 'jpeg' = 'png') =>
  sharp({ create: { width, height, channels: 3, background: '#06c755' } })
    .toFormat(format)
    .toBuffer();

async function setUp() {
  const friends = await sandbox.friends();
  const { line } = friends;
  const create = async (rest: object = {}): Promise<string> =>
    (await line('POST', '/v2/bot/richmenu', menu(rest))).body.richMenuId;
  const upload = (id: string, bytes: Buffer, type = 'image/png') =>
    line('POST', `/v2/bot/richmenu/${id}/content`, bytes, { 'content-type': type });
  const ready = async (rest: object = {}) => {
    const id = await create(rest);
    await upload(id, await image(1_200, 405));
    return id;
  };
  const shown = () => sandbox.control('GET', `${friends.path}/richmenu`);
  return { ...friends, create, upload, ready, shown };
}

describe('creating', () => {
  it('returns an id under which the menu is found, listed and deleted', async () => {
    const { line, create } = await setUp();
    const id = await create();
    expect(id).toMatch(/^richmenu-[0-9a-f]{32}$/);
    expect((await line('GET', `/v2/bot/richmenu/${id}`)).body).toEqual({ richMenuId: id, ...menu() });
    expect((await line('GET', '/v2/bot/richmenu/list')).body).toEqual({ richmenus: [{ richMenuId: id, ...menu() }] });
    expect((await line('DELETE', `/v2/bot/richmenu/${id}`)).body).toEqual({});
    const gone = await line('GET', `/v2/bot/richmenu/${id}`);
    expect([gone.status, gone.body]).toEqual([404, { message: 'Not found' }]);
  });

  it('refuses what LINE refuses, and says where', async () => {
    const { line } = await setUp();
    const properties = async (rest: object) => {
      const answer = await line('POST', '/v2/bot/richmenu/validate', menu(rest));
      return (answer.body.details ?? []).map((detail: { property: string }) => detail.property);
    };
    expect(await properties({})).toEqual([]);
    expect(await properties({ chatBarText: FAMILY.repeat(14), name: FAMILY.repeat(300) })).toEqual([]);
    expect(await properties({ chatBarText: 'あ'.repeat(15) })).toEqual(['chatBarText']);
    expect(await properties({ name: 'あ'.repeat(301) })).toEqual(['name']);
    expect(await properties({ size: { width: 799, height: 250 } })).toEqual(['size.width']);
    expect(await properties({ size: { width: 2_501, height: 843 } })).toEqual(['size.width']);
    expect(await properties({ size: { width: 1_200, height: 249 } })).toEqual(['size.height']);
    expect(await properties({ size: { width: 1_200, height: 1_200 } })).toEqual(['size']);
    expect(await properties({ selected: undefined })).toEqual(['selected']);
    const action = { type: 'message', text: 'x' };
    expect(await properties({ areas: Array.from({ length: 20 }, () => area(action)) })).toEqual([]);
    expect(await properties({ areas: Array.from({ length: 21 }, () => area(action)) })).toEqual(['areas']);
    expect(await properties({ areas: [area({ ...action, label: 'あ'.repeat(21) })] })).toEqual([
      'areas[0].action.label',
    ]);
    expect(
      await properties({ areas: [{ ...area(action), bounds: { x: 1_000, y: 0, width: 201, height: 1 } }] }),
    ).toEqual(['areas[0].bounds']);
  });
});

describe('the image', () => {
  it('is checked by its bytes, and given once', async () => {
    const { create, upload, line } = await setUp();
    const id = await create();
    const messageOf = async (bytes: Buffer, type?: string) => {
      const answer = await upload(id, bytes, type);
      return [answer.status, answer.body.message];
    };
    const sizeError = [400, 'The image size is not allowed for richmenu'];
    expect(await messageOf(await image(799, 500))).toEqual(sizeError);
    expect(await messageOf(await image(2_501, 1_000))).toEqual(sizeError);
    expect(await messageOf(await image(800, 249))).toEqual(sizeError);
    expect(await messageOf(await image(1_000, 1_000))).toEqual(sizeError);
    expect(await messageOf(await image(1_200, 405), 'image/gif')).toEqual([
      415,
      'The content type, image/gif, is not supported',
    ]);
    expect((await messageOf(await image(1_200, 405, 'jpeg'), 'image/png'))[0]).toBe(400);
    expect((await messageOf(Buffer.from('no image'), 'image/png'))[0]).toBe(400);
    expect((await messageOf(Buffer.alloc(1_024 * 1_024 + 1), 'image/png'))[0]).toBe(413);
    const good = await image(1_200, 405, 'jpeg');
    expect((await upload(id, good, 'image/jpeg')).body).toEqual({});
    expect(await messageOf(good, 'image/jpeg')).toEqual([400, 'An image has already been uploaded to the richmenu']);
    const download = await line('GET', `/v2/bot/richmenu/${id}/content`);
    expect([download.status, download.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect((await upload('richmenu-0', good, 'image/jpeg')).status).toBe(404);
  });
});

describe('showing', () => {
  it('needs an image first', async () => {
    const { create, line, userId } = await setUp();
    const id = await create();
    for (const path of [`/v2/bot/user/all/richmenu/${id}`, `/v2/bot/user/${userId}/richmenu/${id}`]) {
      const answer = await line('POST', path);
      expect([answer.status, answer.body]).toEqual([
        400,
        { message: 'must upload richmenu image before applying it to user', details: [] },
      ]);
    }
    expect((await line('POST', '/v2/bot/user/all/richmenu/richmenu-0')).body).toEqual({ message: 'Not found' });
  });

  it('prefers a person’s own menu to the default', async () => {
    const { ready, line, userId, shown } = await setUp();
    const [common, own] = [await ready(), await ready({ name: 'わたしの' })];
    expect(await shown()).toEqual({ richMenu: null });
    expect((await line('GET', '/v2/bot/user/all/richmenu')).body).toEqual({
      message: 'no default richmenu',
      details: [],
    });
    await line('POST', `/v2/bot/user/all/richmenu/${common}`);
    expect((await line('GET', '/v2/bot/user/all/richmenu')).body).toEqual({ richMenuId: common });
    expect((await shown()).richMenu.richMenuId).toBe(common);
    expect((await line('GET', `/v2/bot/user/${userId}/richmenu`)).body).toEqual({
      message: 'the user has no richmenu',
      details: [],
    });
    await line('POST', `/v2/bot/user/${userId}/richmenu/${own}`);
    expect((await line('GET', `/v2/bot/user/${userId}/richmenu`)).body).toEqual({ richMenuId: own });
    const { richMenu, imageUrl } = await shown();
    expect(richMenu.richMenuId).toBe(own);
    expect((await sandbox.call('GET', imageUrl)).headers.get('content-type')).toBe('image/png');
    await line('DELETE', `/v2/bot/user/${userId}/richmenu`);
    expect((await shown()).richMenu.richMenuId).toBe(common);
    await line('DELETE', '/v2/bot/user/all/richmenu');
    expect(await shown()).toEqual({ richMenu: null });
  });

  it('links many at once with 202, leaving out strangers', async () => {
    const { ready, line, userId, shown } = await setUp();
    const richMenuId = await ready();
    const linked = await line('POST', '/v2/bot/richmenu/bulk/link', { richMenuId, userIds: [userId, STRANGER] });
    expect([linked.status, linked.body]).toEqual([202, {}]);
    expect((await shown()).richMenu.richMenuId).toBe(richMenuId);
    expect((await line('POST', '/v2/bot/richmenu/bulk/unlink', { userIds: [userId] })).status).toBe(202);
    expect(await shown()).toEqual({ richMenu: null });
    const many = Array.from({ length: 501 }, () => userId);
    expect((await line('POST', '/v2/bot/richmenu/bulk/link', { richMenuId, userIds: many })).status).toBe(400);
    const own = await line('POST', `/v2/bot/user/${STRANGER}/richmenu/${richMenuId}`);
    expect(own.status).toBe(200);
    expect((await line('GET', '/v2/bot/user/U1/richmenu')).body.message).toBe(
      "The value for the 'userId' parameter is invalid",
    );
  });

  it('hides every menu from who blocked', async () => {
    const { ready, line, act, shown } = await setUp();
    await line('POST', `/v2/bot/user/all/richmenu/${await ready()}`);
    await act({ type: 'block' });
    expect(await shown()).toEqual({ richMenu: null });
  });
});

describe('aliases', () => {
  it('are created, read, changed, listed and deleted', async () => {
    const { ready, create, line } = await setUp();
    const [first, second, blank] = [await ready(), await ready(), await create()];
    const path = '/v2/bot/richmenu/alias';
    expect((await line('POST', path, { richMenuAliasId: 'tab-a', richMenuId: first })).body).toEqual({});
    expect((await line('POST', path, { richMenuAliasId: 'tab-a', richMenuId: first })).body).toEqual({
      message: 'conflict richmenu alias id',
      details: [],
    });
    expect((await line('POST', path, { richMenuAliasId: 'tab-b', richMenuId: blank })).body.message).toBe(
      'richmenu not found',
    );
    expect((await line('POST', path, { richMenuAliasId: 'x'.repeat(33), richMenuId: first })).status).toBe(400);
    expect((await line('POST', `${path}/tab-a`, { richMenuId: second })).body).toEqual({});
    expect((await line('GET', `${path}/tab-a`)).body).toEqual({ richMenuAliasId: 'tab-a', richMenuId: second });
    expect((await line('GET', `${path}/list`)).body).toEqual({
      aliases: [{ richMenuAliasId: 'tab-a', richMenuId: second }],
    });
    expect((await line('DELETE', `${path}/tab-a`)).body).toEqual({});
    for (const name of ['tab-a', 'constructor']) {
      expect((await line('GET', `${path}/${name}`)).body).toEqual({ message: 'richmenu alias not found', details: [] });
    }
  });

  it('switch tabs on the phone, and tell the bot how it went', async () => {
    const { ready, line, act, bot, shown } = await setUp();
    const tab = { type: 'richmenuswitch', richMenuAliasId: 'tab-b', data: 'tab=b', label: 'くらし' };
    const [first, second] = [await ready({ areas: [area(tab)] }), await ready()];
    await line('POST', `/v2/bot/user/all/richmenu/${first}`);
    expect((await act({ type: 'tap', label: 'くらし' })).richMenuSwitch).toBe('RICHMENU_ALIAS_ID_NOTFOUND');
    await line('POST', '/v2/bot/richmenu/alias', { richMenuAliasId: 'tab-b', richMenuId: second });
    await act({ type: 'tap', label: 'くらし' });
    expect((await shown()).richMenu.richMenuId).toBe(second);
    await line('DELETE', `/v2/bot/richmenu/${second}`);
    await act({ type: 'tap', label: 'くらし' });
    expect(bot.events().map((event) => event.postback)).toEqual(
      ['RICHMENU_ALIAS_ID_NOTFOUND', 'SUCCESS', 'RICHMENU_NOTFOUND'].map((status) => ({
        data: 'tab=b',
        params: { newRichMenuAliasId: 'tab-b', status },
      })),
    );
  });
});
