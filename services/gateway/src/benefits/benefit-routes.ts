import type { Server } from '@tenohira/service-kit';
import { createAttemptLimit } from './attempt-limit.ts';
import { type LetterDependencies, letterRoutes } from './letter-routes.ts';
import { benefitPageRoutes, type PageDependencies } from './page-routes.ts';
import { BENEFIT_STYLE } from './style.ts';

/** The pages around benefits: bound to a resident by a single-use link, and the public ones of letters. */
export async function benefitRoutes(
  server: Server,
  deps: PageDependencies & Omit<LetterDependencies, 'limit'>,
): Promise<void> {
  server.get('/benefits/style.css', (_request, reply) =>
    reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(BENEFIT_STYLE),
  );
  await letterRoutes(server, { ...deps, limit: createAttemptLimit() });
  await benefitPageRoutes(server, deps);
}
