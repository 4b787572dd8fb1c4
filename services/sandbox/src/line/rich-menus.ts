// Rich menus: developers.line.biz/en/reference/messaging-api/#rich-menu
import sharp from 'sharp';
import type { Sandbox } from '../sandbox.ts';
import { randomHex } from '../state/ids.ts';
import type { Bond, Channel, JsonObject, RichMenu } from '../state/model.ts';
import { bodyHasErrors, notFound, refuse, refuseWithEmptyDetails } from './line-error.ts';
import { checkAction } from './message-schema/actions.ts';
import {
  checkNumber,
  checkSize,
  checkText,
  createReport,
  type Fields,
  isFields,
  type Report,
} from './message-schema/report.ts';

const MAX_MENUS = 1_000;
const MAX_AREAS = 20;
const IMAGE_MAX_BYTES = 1_024 * 1_024;
const WIDTH = { min: 800, max: 2_500 };
const MIN_HEIGHT = 250;
const MIN_RATIO = 1.45;

/** @throws LineError 400 with what is wrong with the menu. */
export function checkRichMenu(body: Fields): void {
  const report = createReport();
  const size = checkMenuSize(report, body.size);
  if (typeof body.selected !== 'boolean') report.add('May not be null', 'selected');
  checkText(report, body.name, 'name', { max: 300, count: 'graphemes', required: true });
  checkText(report, body.chatBarText, 'chatBarText', { max: 14, count: 'graphemes', required: true });
  if (checkSize(report, body.areas, 'areas', 0, MAX_AREAS)) {
    for (const [index, area] of body.areas.entries()) checkArea(report, area, `areas[${index}]`, size);
  }
  if (report.details.length > 0) throw bodyHasErrors(report.details);
}

export function createRichMenu(sandbox: Sandbox, channel: Channel, body: Fields): RichMenu {
  checkRichMenu(body);
  const { store } = sandbox;
  if (listRichMenus(sandbox, channel).length >= MAX_MENUS) {
    throw refuse(400, `The number of rich menus has reached the limit of ${MAX_MENUS}`);
  }
  const { size, selected, name, chatBarText, areas } = body as JsonObject; // it came from JSON and was checked
  const menu: RichMenu = {
    richMenuId: `richmenu-${randomHex(16)}`,
    channelId: channel.channelId,
    definition: {
      size: size ?? null,
      selected: selected ?? false,
      name: name ?? '',
      chatBarText: chatBarText ?? '',
      areas: areas ?? [],
    },
  };
  store.world.richMenus.push(menu);
  store.touch();
  return menu;
}

/** An image can be given once: whoever wants another makes another menu. */
export async function uploadImage(sandbox: Sandbox, menu: RichMenu, contentType: string, bytes: Buffer): Promise<void> {
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (type !== 'image/jpeg' && type !== 'image/png') {
    throw refuse(415, `The content type, ${contentType || 'null'}, is not supported`);
  }
  if (menu.imageType !== undefined) throw refuse(400, 'An image has already been uploaded to the richmenu');
  if (bytes.length > IMAGE_MAX_BYTES) throw refuse(413, 'Payload Too Large');
  const image = await sharp(bytes)
    .metadata()
    .catch(() => undefined);
  const { width = 0, height = 0 } = image ?? {};
  if (image?.format !== (type === 'image/png' ? 'png' : 'jpeg')) {
    throw refuse(400, 'The image format is not allowed for richmenu');
  }
  if (width < WIDTH.min || width > WIDTH.max || height < MIN_HEIGHT || width / height < MIN_RATIO) {
    throw refuse(400, 'The image size is not allowed for richmenu');
  }
  await sandbox.store.putBytes('richmenu', menu.richMenuId, bytes);
  menu.imageType = type;
  sandbox.store.touch();
}

export function listRichMenus(sandbox: Sandbox, channel: Channel): RichMenu[] {
  return sandbox.store.world.richMenus.filter((menu) => menu.channelId === channel.channelId);
}

export function findRichMenu(
  sandbox: Sandbox,
  channelId: string,
  richMenuId: string | undefined,
): RichMenu | undefined {
  return sandbox.store.world.richMenus.find((menu) => menu.richMenuId === richMenuId && menu.channelId === channelId);
}

/** @throws LineError 404 */
export function getRichMenu(sandbox: Sandbox, channel: Channel, richMenuId: string | undefined): RichMenu {
  const menu = findRichMenu(sandbox, channel.channelId, richMenuId);
  if (menu === undefined) throw notFound();
  return menu;
}

/** @throws LineError 404 for no such menu, 400 for a menu without an image. */
export function getShowableMenu(sandbox: Sandbox, channel: Channel, richMenuId: string | undefined): RichMenu {
  const menu = getRichMenu(sandbox, channel, richMenuId);
  if (menu.imageType === undefined) {
    throw refuseWithEmptyDetails(400, 'must upload richmenu image before applying it to user');
  }
  return menu;
}

/** Aliases that point to the menu stay, and lead nowhere. */
export async function deleteRichMenu(sandbox: Sandbox, channel: Channel, menu: RichMenu): Promise<void> {
  const { store, directory } = sandbox;
  store.world.richMenus = store.world.richMenus.filter((other) => other !== menu);
  if (channel.defaultRichMenuId === menu.richMenuId) delete channel.defaultRichMenuId;
  for (const bond of directory.listBonds(channel.channelId)) {
    if (bond.linkedRichMenuId === menu.richMenuId) delete bond.linkedRichMenuId;
    if (bond.switchedRichMenuId === menu.richMenuId) delete bond.switchedRichMenuId;
  }
  await store.dropBytes('richmenu', menu.richMenuId);
  menuChanged(sandbox, channel);
}

export function setDefaultMenu(sandbox: Sandbox, channel: Channel, menu: RichMenu | undefined): void {
  if (menu === undefined) delete channel.defaultRichMenuId;
  else channel.defaultRichMenuId = menu.richMenuId;
  for (const bond of sandbox.directory.listBonds(channel.channelId)) delete bond.switchedRichMenuId;
  menuChanged(sandbox, channel);
}

/** Ids of nobody, and of people who are no friends, are left out without a word. */
export function linkMenu(
  sandbox: Sandbox,
  channel: Channel,
  userIds: readonly string[],
  menu: RichMenu | undefined,
): void {
  for (const userId of userIds) {
    const bond = sandbox.directory.findBondByUserId(channel.channelId, userId);
    if (bond === undefined || (menu !== undefined && bond.friendship !== 'friend')) continue;
    if (menu === undefined) delete bond.linkedRichMenuId;
    else bond.linkedRichMenuId = menu.richMenuId;
    delete bond.switchedRichMenuId;
    menuChanged(sandbox, channel, bond.personId);
  }
}

/** What the phone shows: the tab switched to, else the person's own menu, else the channel's default. */
export function menuInForce(sandbox: Sandbox, bond: Bond): RichMenu | undefined {
  const channel = sandbox.directory.findChannel(bond.channelId);
  if (bond.friendship !== 'friend') return undefined;
  return [bond.switchedRichMenuId, bond.linkedRichMenuId, channel?.defaultRichMenuId]
    .map((id) => findRichMenu(sandbox, bond.channelId, id))
    .find((menu) => menu !== undefined);
}

export type SwitchStatus = 'SUCCESS' | 'RICHMENU_ALIAS_ID_NOTFOUND' | 'RICHMENU_NOTFOUND';

/** What a tap on a tab does: developers.line.biz/en/reference/messaging-api/#richmenu-switch-action */
export function switchMenu(sandbox: Sandbox, bond: Bond, aliasId: string): SwitchStatus {
  const aliases = sandbox.store.world.aliases[bond.channelId] ?? {};
  if (!Object.hasOwn(aliases, aliasId)) return 'RICHMENU_ALIAS_ID_NOTFOUND';
  const menu = findRichMenu(sandbox, bond.channelId, aliases[aliasId]);
  if (menu === undefined) return 'RICHMENU_NOTFOUND';
  bond.switchedRichMenuId = menu.richMenuId;
  sandbox.store.touch();
  sandbox.bus.emit({ type: 'richmenu', channelId: bond.channelId, personId: bond.personId });
  return 'SUCCESS';
}

function menuChanged(sandbox: Sandbox, channel: Channel, personId?: string): void {
  sandbox.store.touch();
  sandbox.bus.emit({ type: 'richmenu', channelId: channel.channelId, ...(personId === undefined ? {} : { personId }) });
}

function checkMenuSize(report: Report, value: unknown): { width: number; height: number } | undefined {
  const size = isFields(value) ? value : {};
  const before = report.details.length;
  checkNumber(report, size.width, 'size.width', WIDTH.min, WIDTH.max);
  checkNumber(report, size.height, 'size.height', MIN_HEIGHT, Number.MAX_SAFE_INTEGER);
  if (report.details.length > before) return undefined;
  const { width, height } = { width: Number(size.width), height: Number(size.height) };
  if (width / height < MIN_RATIO) report.add(`The aspect ratio must be ${MIN_RATIO} or more`, 'size');
  return { width, height };
}

function checkArea(
  report: Report,
  area: unknown,
  path: string,
  size: { width: number; height: number } | undefined,
): void {
  if (!isFields(area) || !isFields(area.bounds)) {
    report.add('May not be null', `${path}.bounds`);
    return;
  }
  const { bounds } = area;
  const before = report.details.length;
  for (const key of ['x', 'y']) checkNumber(report, bounds[key], `${path}.bounds.${key}`, 0, WIDTH.max);
  for (const key of ['width', 'height']) checkNumber(report, bounds[key], `${path}.bounds.${key}`, 1, WIDTH.max);
  if (report.details.length === before && size !== undefined) {
    const fits =
      Number(bounds.x) + Number(bounds.width) <= size.width && Number(bounds.y) + Number(bounds.height) <= size.height;
    if (!fits) report.add('The area must be inside the rich menu', `${path}.bounds`);
  }
  const inner = createReport();
  checkAction(inner, area.action, '/action', 'rich-menu');
  for (const detail of inner.details) report.add(detail.message, `${path}${detail.property.replaceAll('/', '.')}`);
}
