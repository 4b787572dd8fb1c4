import {
  addReplyTemplate,
  changeReplyTemplate,
  fillTemplate,
  getCase,
  listReplyTemplates,
  removeReplyTemplate,
} from '@tenohira/cases';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { filledTemplates, replyTemplates } from './answers.ts';

const templateId = z.object({ templateId: z.uuid() });
const template = z.strictObject({
  /** Null: for the cases of every feature. */
  featureKey: z.string().max(60).nullable(),
  title: z.string().min(1).max(60),
  body: z.string().min(1).max(2_000),
});

export const replyTemplateRoutes = [
  defineRoute({
    method: 'GET',
    url: '/reply-templates',
    summary: '返事のひな形の一覧',
    permission: 'read',
    query: z.object({ feature: z.string().max(60).optional() }),
    answer: replyTemplates,
    run: async ({ inTenant, query }) => ({
      items: await inTenant((scope) => listReplyTemplates(scope, query.feature)),
    }),
  }),
  defineRoute({
    method: 'GET',
    url: '/cases/:caseNumber/reply-templates',
    summary: 'この受付に使えるひな形。受付番号と件名を入れた文章で',
    permission: 'read',
    params: z.object({ caseNumber: z.string().min(1).max(40) }),
    answer: filledTemplates,
    run: ({ inTenant, params }) =>
      inTenant(async (scope) => {
        const { number, title: caseTitle, featureKey } = await getCase(scope, params.caseNumber);
        const templates = await listReplyTemplates(scope, featureKey);
        return {
          items: templates.map(({ templateId: id, title, body }) => ({
            ...{ templateId: id, title, text: fillTemplate(body, { number, title: caseTitle }) },
          })),
        };
      }),
  }),
  defineRoute({
    method: 'POST',
    url: '/reply-templates',
    summary: '返事のひな形を加える。{number} は受付番号、{title} は件名になる',
    permission: 'prepare',
    body: template,
    answer: templateId,
    run: ({ inTenant, actor, body }) => inTenant((scope) => addReplyTemplate(scope, body, actor)),
  }),
  defineRoute({
    method: 'PUT',
    url: '/reply-templates/:templateId',
    summary: '返事のひな形を変える',
    permission: 'prepare',
    params: templateId,
    body: template,
    run: ({ inTenant, actor, params, body }) =>
      inTenant((scope) => changeReplyTemplate(scope, params.templateId, body, actor)),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/reply-templates/:templateId',
    summary: '返事のひな形を消す',
    permission: 'prepare',
    params: templateId,
    run: ({ inTenant, actor, params }) => inTenant((scope) => removeReplyTemplate(scope, params.templateId, actor)),
  }),
] as const;
