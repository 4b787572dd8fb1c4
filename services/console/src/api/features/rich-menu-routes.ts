// The menu below every chat: editors draw it, approvers and owners publish it, because all residents see it at once.
import { listInstalled } from '@tenohira/catalog';
import type { TenantDb } from '@tenohira/db';
import { LINE_LIMITS } from '@tenohira/line';
import {
  changeDraft,
  checkDesign,
  findDraftChange,
  ICON_KEYS,
  ICON_TEXT,
  LAYOUTS,
  listVersions,
  lookOfFeature,
  NOTE_MAX_GRAPHEMES,
  publishRichMenu,
  readDraft,
  readVersionPicture,
  renderRichMenu,
  restoreRichMenu,
  richMenuDesignSchema,
  THEMES,
  UNDER_WAY,
} from '@tenohira/rich-menus';
import { z } from 'zod';
import { nameOfActor, readActorNames } from '../actor-names.ts';
import { Download, download } from '../answer.ts';
import type { ConsoleTools } from '../console-tools.ts';
import { defineRoute } from '../route.ts';
import { iconSvg } from './icon-svg.ts';
import { checkedDesign, designPreview, richMenu } from './rich-menu-answers.ts';

const menu = z.object({ menuId: z.uuid() });
const picture = (bytes: Uint8Array) => new Download('rich-menu.png', 'image/png', bytes);

export const richMenuRoutes = [
  defineRoute({
    method: 'GET',
    url: '/rich-menu',
    summary: 'リッチメニューの下書き、公開中のもの、これまでのもの、えらべるもの',
    permission: 'read',
    answer: richMenu,
    run: ({ inTenant, catalog }) =>
      inTenant(async (scope) => ({
        draft: {
          ...(await readDraft(scope, catalog)),
          updatedBy: await nameOfActor(scope, await findDraftChange(scope)),
        },
        ...(await versionsOf(scope, catalog)),
        choices: await choicesOf(scope, catalog),
      })),
  }),
  defineRoute({
    method: 'PUT',
    url: '/rich-menu',
    summary: '下書きを保存する。直すところが残っていてもよい。直す前の下書き(seen)を添え、変わっていれば保存しない',
    permission: 'prepare',
    body: z.strictObject({ design: richMenuDesignSchema, seen: richMenuDesignSchema }),
    answer: checkedDesign,
    run: ({ inTenant, catalog, actor, body }) => inTenant((scope) => changeDraft(scope, catalog, body, actor)),
  }),
  defineRoute({
    method: 'GET',
    url: '/rich-menu/picture',
    summary: '下書きの絵(PNG)',
    permission: 'read',
    answer: download('image/png'),
    run: async ({ inTenant, catalog }) => {
      const { design } = await inTenant((scope) => readDraft(scope, catalog));
      return picture(await renderRichMenu(design, catalog.features));
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/rich-menu/preview',
    summary: 'このデザインの絵と、直すところ。何も変えない',
    permission: 'read',
    body: z.strictObject({ design: richMenuDesignSchema }),
    answer: designPreview,
    run: async ({ inTenant, catalog, body: { design } }) => {
      const checked = await inTenant(async (scope) => checkDesign(design, await listInstalled(scope, catalog)));
      const png = Buffer.from(await renderRichMenu(design, catalog.features)).toString('base64');
      return { ...checked, pictureUrl: `data:image/png;base64,${png}` };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/rich-menu/publish',
    summary: '下書きを、すべての住民に出す。確かめた下書き(design)を添え、変わっていれば出さない',
    permission: 'approve',
    body: z.strictObject({ design: richMenuDesignSchema }),
    answer: menu,
    run: ({ staff, actor, body, ...tools }) => publishRichMenu(tools, staff.tenantId, body.design, actor),
  }),
  defineRoute({
    method: 'GET',
    url: '/rich-menu/:menuId/picture',
    summary: '公開した絵(PNG)',
    permission: 'read',
    params: menu,
    answer: download('image/png'),
    run: async ({ inTenant, params }) => picture(await inTenant((scope) => readVersionPicture(scope, params.menuId))),
  }),
  defineRoute({
    method: 'POST',
    url: '/rich-menu/:menuId/restore',
    summary: '前のリッチメニューに戻す。下書きは変わらない',
    permission: 'approve',
    params: menu,
    answer: menu,
    run: ({ staff, actor, params, ...tools }) => restoreRichMenu(tools, staff.tenantId, params.menuId, actor),
  }),
] as const;

type Catalog = ConsoleTools['catalog'];

async function versionsOf(scope: TenantDb, catalog: Catalog) {
  const names = await readActorNames(scope);
  const installed = await listInstalled(scope, catalog);
  const versions = (await listVersions(scope)).map(({ requestedBy, ...version }) => ({
    ...version,
    requestedBy: names.get(requestedBy) ?? null,
  }));
  const inForce = versions.find(({ status }) => status === 'in-force');
  return {
    /** Its problems came up since: a feature that was switched off, say. */
    published: inForce ? { ...inForce, ...checkDesign(inForce.design, installed) } : null,
    underWay: versions.find(({ status }) => UNDER_WAY.includes(status)) ?? null,
    versions,
  };
}

async function choicesOf(scope: TenantDb, catalog: Catalog) {
  const installed = await listInstalled(scope, catalog);
  return {
    layouts: Object.values(LAYOUTS).map((layout) => ({ ...layout, areas: layout.areas.map((area) => ({ ...area })) })),
    themes: Object.values(THEMES).map(({ key, title, background, card, ink, accents }) => ({
      ...{ key, title, background, card, ink },
      accents: [...accents],
    })),
    icons: ICON_KEYS.map((key) => ({ key, title: ICON_TEXT[key], svg: iconSvg(key) })),
    features: installed.map(({ feature, audience }) => ({
      ...{ featureKey: feature.key, title: feature.title, audience },
      ...lookOfFeature(feature),
    })),
    limits: {
      labelGraphemes: LINE_LIMITS.richMenuLabelGraphemes,
      noteGraphemes: NOTE_MAX_GRAPHEMES,
      chatBarTextGraphemes: LINE_LIMITS.richMenuChatBarTextGraphemes,
    },
  };
}
