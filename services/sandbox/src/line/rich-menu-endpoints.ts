// developers.line.biz/en/reference/messaging-api/#rich-menu
import type { JsonObject, RichMenu } from '../state/model.ts';
import { isUserId, type LineAnswer, type LineCall, type LineEndpoint, readJson } from './endpoint.ts';
import {
  bodyHasErrors,
  notFound,
  parameterIsInvalid,
  propertyIsInvalid,
  refuse,
  refuseWithEmptyDetails,
} from './line-error.ts';
import {
  checkRichMenu,
  createRichMenu,
  deleteRichMenu,
  findRichMenu,
  getRichMenu,
  getShowableMenu,
  linkMenu,
  listRichMenus,
  setDefaultMenu,
  uploadImage,
} from './rich-menus.ts';

const MAX_ALIASES = 1_000;
const MAX_BULK = 500;

export const richMenuEndpoints: readonly LineEndpoint[] = [
  {
    method: 'POST',
    path: '/v2/bot/richmenu',
    handle: (call) => ({ body: { richMenuId: createRichMenu(call.sandbox, call.channel, readJson(call)).richMenuId } }),
  },
  {
    method: 'POST',
    path: '/v2/bot/richmenu/validate',
    handle: (call) => {
      checkRichMenu(readJson(call));
      return {};
    },
  },
  {
    method: 'GET',
    path: '/v2/bot/richmenu/list',
    handle: ({ sandbox, channel }) => ({ body: { richmenus: listRichMenus(sandbox, channel).map(describe) } }),
  },
  {
    method: 'GET',
    path: '/v2/bot/richmenu/:richMenuId',
    handle: ({ sandbox, channel, params }) => ({ body: describe(getRichMenu(sandbox, channel, params.richMenuId)) }),
  },
  {
    method: 'DELETE',
    path: '/v2/bot/richmenu/:richMenuId',
    handle: async ({ sandbox, channel, params }) => {
      await deleteRichMenu(sandbox, channel, getRichMenu(sandbox, channel, params.richMenuId));
      return {};
    },
  },
  {
    method: 'POST',
    path: '/v2/bot/richmenu/:richMenuId/content',
    handle: async ({ sandbox, channel, params, contentType, bytes }) => {
      await uploadImage(sandbox, getRichMenu(sandbox, channel, params.richMenuId), contentType, bytes);
      return {};
    },
  },
  { method: 'GET', path: '/v2/bot/richmenu/:richMenuId/content', handle: downloadImage },
  {
    method: 'POST',
    path: '/v2/bot/user/all/richmenu/:richMenuId',
    handle: ({ sandbox, channel, params }) => {
      setDefaultMenu(sandbox, channel, getShowableMenu(sandbox, channel, params.richMenuId));
      return {};
    },
  },
  {
    method: 'GET',
    path: '/v2/bot/user/all/richmenu',
    handle: ({ channel }) => {
      if (channel.defaultRichMenuId === undefined) throw refuseWithEmptyDetails(404, 'no default richmenu');
      return { body: { richMenuId: channel.defaultRichMenuId } };
    },
  },
  {
    method: 'DELETE',
    path: '/v2/bot/user/all/richmenu',
    handle: ({ sandbox, channel }) => {
      setDefaultMenu(sandbox, channel, undefined);
      return {};
    },
  },
  {
    method: 'POST',
    path: '/v2/bot/user/:userId/richmenu/:richMenuId',
    handle: (call) => {
      const userId = readUserId(call);
      linkMenu(
        call.sandbox,
        call.channel,
        [userId],
        getShowableMenu(call.sandbox, call.channel, call.params.richMenuId),
      );
      return {};
    },
  },
  {
    method: 'GET',
    path: '/v2/bot/user/:userId/richmenu',
    handle: (call) => {
      const bond = call.sandbox.directory.findBondByUserId(call.channel.channelId, readUserId(call));
      if (bond?.linkedRichMenuId === undefined) throw refuseWithEmptyDetails(404, 'the user has no richmenu');
      return { body: { richMenuId: bond.linkedRichMenuId } };
    },
  },
  {
    method: 'DELETE',
    path: '/v2/bot/user/:userId/richmenu',
    handle: (call) => {
      linkMenu(call.sandbox, call.channel, [readUserId(call)], undefined);
      return {};
    },
  },
  { method: 'POST', path: '/v2/bot/richmenu/bulk/link', handle: linkMany },
  { method: 'POST', path: '/v2/bot/richmenu/bulk/unlink', handle: unlinkMany },
  { method: 'POST', path: '/v2/bot/richmenu/alias', handle: createAlias },
  {
    method: 'GET',
    path: '/v2/bot/richmenu/alias/list',
    handle: (call) => ({
      body: {
        aliases: Object.entries(aliasesOf(call)).map(([richMenuAliasId, richMenuId]) => ({
          richMenuAliasId,
          richMenuId,
        })),
      },
    }),
  },
  {
    method: 'GET',
    path: '/v2/bot/richmenu/alias/:richMenuAliasId',
    handle: (call) => {
      const richMenuAliasId = readAliasId(call);
      return { body: { richMenuAliasId, richMenuId: aliasesOf(call)[richMenuAliasId] ?? '' } };
    },
  },
  {
    method: 'POST',
    path: '/v2/bot/richmenu/alias/:richMenuAliasId',
    handle: (call) => {
      aliasesOf(call)[readAliasId(call)] = readAliasTarget(call).richMenuId;
      call.sandbox.store.touch();
      return {};
    },
  },
  {
    method: 'DELETE',
    path: '/v2/bot/richmenu/alias/:richMenuAliasId',
    handle: (call) => {
      delete aliasesOf(call)[readAliasId(call)];
      call.sandbox.store.touch();
      return {};
    },
  },
];

async function downloadImage({ sandbox, channel, params }: LineCall): Promise<LineAnswer> {
  const menu = getRichMenu(sandbox, channel, params.richMenuId);
  const bytes = await sandbox.store.getBytes('richmenu', menu.richMenuId);
  if (menu.imageType === undefined || bytes === undefined) throw notFound();
  return { file: { bytes, contentType: menu.imageType } };
}

function linkMany(call: LineCall): LineAnswer {
  const body = readJson(call);
  if (typeof body.richMenuId !== 'string' || body.richMenuId === '') throw missing('richMenuId');
  const userIds = readUserIds(body.userIds);
  linkMenu(call.sandbox, call.channel, userIds, getShowableMenu(call.sandbox, call.channel, body.richMenuId));
  return { status: 202, recipients: userIds.length };
}

function unlinkMany(call: LineCall): LineAnswer {
  const userIds = readUserIds(readJson(call).userIds);
  linkMenu(call.sandbox, call.channel, userIds, undefined);
  return { status: 202, recipients: userIds.length };
}

function createAlias(call: LineCall): LineAnswer {
  const { richMenuAliasId } = readJson(call);
  if (typeof richMenuAliasId !== 'string' || richMenuAliasId === '') throw missing('richMenuAliasId');
  if (!/^[a-z0-9_-]{1,32}$/.test(richMenuAliasId)) {
    throw bodyHasErrors([{ message: 'Must match ^[a-z0-9_-]{1,32}$', property: 'richMenuAliasId' }]);
  }
  const aliases = aliasesOf(call);
  if (Object.hasOwn(aliases, richMenuAliasId)) throw refuseWithEmptyDetails(400, 'conflict richmenu alias id');
  if (Object.keys(aliases).length >= MAX_ALIASES) {
    throw refuse(400, `The number of rich menu aliases has reached the limit of ${MAX_ALIASES}`);
  }
  aliases[richMenuAliasId] = readAliasTarget(call).richMenuId;
  call.sandbox.store.touch();
  return {};
}

/** An alias can only be given to a menu that has an image. */
function readAliasTarget(call: LineCall): RichMenu {
  const { richMenuId } = readJson(call);
  if (typeof richMenuId !== 'string' || richMenuId === '') throw missing('richMenuId');
  const menu = findRichMenu(call.sandbox, call.channel.channelId, richMenuId);
  if (menu?.imageType === undefined) throw refuseWithEmptyDetails(400, 'richmenu not found');
  return menu;
}

function readAliasId(call: LineCall): string {
  const aliasId = call.params.richMenuAliasId ?? '';
  if (!Object.hasOwn(aliasesOf(call), aliasId)) throw refuseWithEmptyDetails(404, 'richmenu alias not found');
  return aliasId;
}

function aliasesOf({ sandbox, channel }: LineCall): { [aliasId: string]: string } {
  const { aliases } = sandbox.store.world;
  const known = aliases[channel.channelId];
  if (known !== undefined) return known;
  const created: { [aliasId: string]: string } = {};
  aliases[channel.channelId] = created;
  return created;
}

function readUserId({ params }: LineCall): string {
  if (!isUserId(params.userId)) throw parameterIsInvalid('userId');
  return params.userId;
}

function readUserIds(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0) throw missing('userIds');
  if (value.length > MAX_BULK) {
    throw bodyHasErrors([{ message: `Size must be between 1 and ${MAX_BULK}`, property: 'userIds' }]);
  }
  if (!value.every(isUserId)) throw propertyIsInvalid('userIds');
  return value;
}

function describe(menu: RichMenu): JsonObject {
  return { richMenuId: menu.richMenuId, ...menu.definition };
}

function missing(property: string) {
  return bodyHasErrors([{ message: 'May not be empty', property }]);
}
