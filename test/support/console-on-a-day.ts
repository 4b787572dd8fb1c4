// The console of a running demo on a day to come: what staff do when the bank's day is there. Its own process cannot be put
// ahead, since it takes the time from the database.
import { followPayouts } from '@tenohira/benefits';
import { createFixedClock, jstMoment, type LocalDate } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import { freePort } from '@tenohira/deploy-local';
import type { TenantSecrets } from '@tenohira/secrets';
import { buildConsole } from '../../services/console/src/app.ts';
import { askAbout, makeTestTools, newSigningKey } from '../../services/console/src/testing/test-console.ts';

export type ConsoleOnADay = {
  url: string;
  /** The cookie that signs a browser in: of a session of the demo. */
  accessCookie(tenantId: string, sessionId: string): { name: string; value: string; path: string };
  close(): Promise<void>;
};

export async function openConsoleOn(
  day: LocalDate,
  { db, secrets }: { db: Database; secrets: TenantSecrets },
): Promise<ConsoleOnADay> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const tools = makeTestTools({ db, secrets, origin: url, clock: createFixedClock(jstMoment(day, '15:00')) });
  // What waits in the queues is not for this one to look at.
  const { queues: _, limits, ...given } = tools;
  const { methods } = tools;
  const server = await buildConsole({
    ...given,
    payouts: { ...tools.payouts, onChange: (scope, change) => followPayouts(scope, { secrets, methods }, [change]) },
    limits: () => limits,
    breached: askAbout(),
    signingKey: newSigningKey(),
    log: false,
  });
  await server.listen({ port, host: 'localhost' });
  return {
    url,
    accessCookie: (tenantId, sessionId) => ({
      name: 'access',
      value: server.jwt.sign({ tenantId, sessionId }),
      path: '/',
    }),
    close: () => server.close(),
  };
}
