// Whose visit a request belongs to: the cookie that the link left behind, good for one page.

import type { CookieSerializeOptions } from '@fastify/cookie';
import { type BenefitPage, readBenefitPage } from '@tenohira/conversation';
import type { Clock } from '@tenohira/core';
import type { Database } from '@tenohira/db';

export const VISIT_COOKIE = 'tenohira_benefit';

export type PageParams = { tenantId: string; pageId: string };
export type VisitRequest = { params: PageParams; cookies: Readonly<Record<string, string | undefined>> };

export function pagePath({ tenantId, pageId }: PageParams): string {
  return `/benefits/${tenantId}/pages/${pageId}`;
}

/** Other sites' forms do not carry it (SameSite), and no script reads it. */
export function visitCookie(publicBaseUrl: string, params: PageParams, expires: Date): CookieSerializeOptions {
  return {
    path: pagePath(params),
    httpOnly: true,
    sameSite: 'lax',
    secure: publicBaseUrl.startsWith('https:'),
    expires,
  };
}

export function visitOf({ cookies }: VisitRequest): string | undefined {
  return cookies[VISIT_COOKIE];
}

/** @throws AppError CONVERSATION_PAGE_NOT_FOUND, CONVERSATION_PAGE_EXPIRED */
export function readVisitedPage(deps: { db: Database; clock: Clock }, request: VisitRequest): Promise<BenefitPage> {
  const { tenantId, pageId } = request.params;
  return readBenefitPage(deps, tenantId, pageId, visitOf(request));
}
