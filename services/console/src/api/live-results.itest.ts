import { systemClock, uuidv7 } from '@tenohira/core';
import { createPayoutMethods } from '@tenohira/payouts';
import { addStaff } from '@tenohira/staff';
import { createTestResident, createTestTenant, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildConsole } from '../app.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

it("sends a survey's counts at once and again with each new answer, until the listener leaves", async () => {
  const { db } = database;
  const city = await createTestTenant(db);
  const { secrets, tenantId } = city;
  const methods = createPayoutMethods([]);
  const server = buildConsole({
    ...{ db, secrets, methods, clock: systemClock, publicBaseUrl: 'https://city.example', log: false },
    payouts: { db, secrets, methods, endpoints: {}, clock: systemClock, onChange: async () => {} },
  });
  const { token } = await db.withTenant(tenantId, (scope) =>
    addStaff(scope, { name: '見る人', role: 'viewer' }, 'system'),
  );
  const answer = async (choice: string) => {
    const { residentId } = await createTestResident(db, city);
    await db.withTenant(tenantId, ({ prisma }) =>
      prisma.surveyAnswer.create({
        data: { id: uuidv7(), surveyKey: 'after-applying', residentId, questionKey: 'ease', choice },
      }),
    );
  };
  await answer('ふつう');
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const leaving = new AbortController();
  const response = await fetch(`${url}/api/v1/surveys/after-applying/live`, {
    headers: { authorization: `Bearer ${token}` },
    signal: leaving.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events = readEvents(response);
  expect((await events.next()).value).toMatchObject({ respondents: 1 });
  await answer('とても簡単だった');
  expect((await events.next()).value).toMatchObject({ respondents: 2 });
  leaving.abort();
  // The listener is gone, so nothing keeps the server.
  await server.close();
});

async function* readEvents(response: Response): AsyncGenerator<unknown, void, void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) yield JSON.parse(part.replace(/^data: /, ''));
  }
}
