// The pages that a single-use link in the chat opens. The address says which page it is, the cookie whose visit.
import type { ClaimDependencies } from '@tenohira/benefits';
import { type Catalog, readCity } from '@tenohira/catalog';
import { type BenefitPage, openBenefitLink, readPageResult } from '@tenohira/conversation';
import type { Server } from '@tenohira/service-kit';
import { showAnswer, showPage, submitPage } from './application-pages.ts';
import { showCodes } from './codes-page.ts';
import type { Frame } from './frame.ts';
import { type PageParams, pagePath, readVisitedPage, VISIT_COOKIE, visitCookie, visitOf } from './page-visit.ts';
import { resultPage } from './result-view.ts';
import { type Fields, readFields } from './typed-fields.ts';

export type PageDependencies = ClaimDependencies & {
  catalog: Catalog;
  /** Where residents reach the gateway; under https the cookie stays there. */
  publicBaseUrl: string;
};

type LinkParams = { tenantId: string; token: string };

export async function benefitPageRoutes(server: Server, deps: PageDependencies): Promise<void> {
  // No HEAD: whatever looks at a link beforehand must not use it up.
  server.get<{ Params: LinkParams; Querystring: Fields }>(
    '/benefits/:tenantId/open/:token',
    { exposeHeadRoute: false },
    async (request, reply) => {
      const { tenantId, token } = request.params;
      const { pageId, visit, expiresAt } = await openBenefitLink(deps, tenantId, token);
      const { letter } = readFields(request.query);
      const query = letter === '' ? '' : `?${new URLSearchParams({ letter })}`;
      return reply
        .setCookie(VISIT_COOKIE, visit, visitCookie(deps.publicBaseUrl, { tenantId, pageId }, expiresAt))
        .redirect(`${pagePath({ tenantId, pageId })}${query}`, 303);
    },
  );

  server.get<{ Params: PageParams; Querystring: Fields }>(
    '/benefits/:tenantId/pages/:pageId',
    async (request, reply) => {
      const page = await readVisitedPage(deps, request);
      const frame = await readFrame(deps, page);
      if (page.isFinished) return reply.send(resultPage(...(await resultOf(deps, page, frame))));
      if (page.purpose === 'codes') return reply.send(await showCodes(deps, page, frame));
      const { status, body } = await showPage(deps, { page, frame, fields: readFields(request.query) });
      return reply.code(status).send(body);
    },
  );

  server.post<{ Params: PageParams; Body: Fields }>(
    '/benefits/:tenantId/pages/:pageId/check',
    async (request, reply) => {
      const page = await readVisitedPage(deps, request);
      if (page.isFinished) return reply.redirect(pagePath(request.params), 303);
      const frame = await readFrame(deps, page);
      const { status, body } = await showAnswer(deps, { page, frame, fields: readFields(request.body) });
      return reply.code(status).send(body);
    },
  );

  server.post<{ Params: PageParams; Body: Fields }>(
    '/benefits/:tenantId/pages/:pageId/apply',
    async (request, reply) => {
      const page = await readVisitedPage(deps, request);
      const frame = await readFrame(deps, page);
      const again = page.isFinished
        ? undefined
        : await submitPage(deps, { page, frame, fields: readFields(request.body) }, visitOf(request));
      // Sent twice at the same moment, the second finds done what it asks for.
      const isDone = again === undefined || (await readVisitedPage(deps, request)).isFinished;
      if (!isDone) return reply.code(again.status).send(again.body);
      return reply.redirect(pagePath(request.params), 303);
    },
  );
}

function readFrame(deps: PageDependencies, { tenantId }: BenefitPage): Promise<Frame> {
  return deps.db.readTenant(tenantId, async (db) => ({ cityName: (await readCity(db)).name, isPractice: false }));
}

async function resultOf(
  deps: PageDependencies,
  page: BenefitPage,
  frame: Frame,
): Promise<Parameters<typeof resultPage>> {
  const { number, isPractice } = await readPageResult(deps, page);
  return [
    { ...frame, isPractice },
    { number, isCorrection: page.purpose === 'correction' },
  ];
}
