import { formatLetterCode, parseLetterCode } from '@tenohira/benefits';
import { type Catalog, findInstalled, readCity } from '@tenohira/catalog';
import { type Clock, containsMyNumber, isUuid } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { Server } from '@tenohira/service-kit';
import { errors } from '../errors.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import { letterGuidePage, letterStartPage } from './letter-views.ts';

export type LetterDependencies = { db: Database; catalog: Catalog; clock: Clock; limit: AttemptLimit };

type Params = { tenantId: string; code?: string };

const WRONG = 'この番号は正しくないようです。手紙の12文字を、もう一度確かめてください。';

/** What a letter's QR and address open, for anybody. Nothing is looked up here: see README. */
export async function letterRoutes(server: Server, deps: LetterDependencies): Promise<void> {
  server.get<{ Params: Params }>('/benefits/:tenantId/letter', async (request, reply) => {
    const { frame } = await readFrame(deps, request.params.tenantId);
    return reply.send(letterStartPage(frame, { typed: '' }));
  });

  server.post<{ Params: Params; Body: Record<string, unknown> | undefined }>(
    '/benefits/:tenantId/letter',
    async (request, reply) => answer(request.params.tenantId, request.ip, request.body?.letter, reply),
  );

  server.get<{ Params: Params }>('/benefits/:tenantId/letter/:code', async (request, reply) =>
    answer(request.params.tenantId, request.ip, request.params.code, reply),
  );

  type Answer = { code(status: number): Answer; send(page: string): unknown };
  async function answer(tenantId: string, ip: string, given: unknown, reply: Answer): Promise<unknown> {
    const now = deps.clock.now();
    const key = `${tenantId} ${ip}`;
    const { frame, lineId } = await readFrame(deps, tenantId);
    const typed = typeof given === 'string' ? given : '';
    const code = containsMyNumber(typed) ? undefined : parseLetterCode(typed);
    if (code === undefined) {
      // Only of wrong ones: a whole town may call from one address.
      if (deps.limit.isBlocked(key, now)) throw errors.TOO_MANY_TRIES();
      deps.limit.countFailure(key, now);
      const shown = containsMyNumber(typed) ? '' : typed;
      return reply.code(400).send(letterStartPage(frame, { typed: shown, problem: WRONG }));
    }
    const printed = formatLetterCode(code);
    return reply.send(
      letterGuidePage(frame, { code: printed, ...(lineId === '' ? {} : { lineUrl: chatUrl(lineId, printed) }) }),
    );
  }
}

/** Opens the city's chat with these words typed in: https://developers.line.biz/en/docs/messaging-api/using-line-url-scheme/ */
function chatUrl(lineId: string, code: string): string {
  return `https://line.me/R/oaMessage/${encodeURIComponent(lineId)}/?${encodeURIComponent(`手紙の番号 ${code}`)}`;
}

async function readFrame(deps: LetterDependencies, tenantId: string) {
  if (!isUuid(tenantId)) throw errors.LETTER_PAGE_NOT_FOUND();
  return deps.db.readTenant(tenantId, async (db) => {
    const installed = await findInstalled(db, deps.catalog, 'benefit-application');
    if (!installed) throw errors.LETTER_PAGE_NOT_FOUND();
    const { name } = await readCity(db);
    return { frame: { cityName: name, isPractice: false }, lineId: lineIdOf(installed.settings) };
  });
}

/** As the feature's own schema parsed them. */
function lineIdOf(settings: unknown): string {
  const has = typeof settings === 'object' && settings !== null && 'lineId' in settings;
  return has && typeof settings.lineId === 'string' ? settings.lineId : '';
}
