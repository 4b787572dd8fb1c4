import { uuidv7 } from '@tenohira/core';
import { createTestResident, createTestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';

let console_: TestConsole;
beforeAll(async () => {
  console_ = await openTestConsole();
});
afterAll(() => console_.database.drop());

it("sends a survey's counts at once and again with each new answer, until the listener leaves", async () => {
  const { db } = console_.database;
  const city = await createTestTenant(db);
  const { tenantId } = city;
  const { headers } = await console_.signIn(tenantId, 'viewer');
  const answer = async (choice: string) => {
    const { residentId } = await createTestResident(db, city);
    await db.withTenant(tenantId, ({ prisma }) =>
      prisma.surveyAnswer.create({
        data: { id: uuidv7(), surveyKey: 'after-applying', residentId, questionKey: 'ease', choice },
      }),
    );
  };
  await answer('ふつう');
  const url = await console_.server.listen({ port: 0, host: '127.0.0.1' });
  const leaving = new AbortController();
  const response = await fetch(`${url}/api/v1/surveys/after-applying/live`, {
    headers,
    signal: leaving.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events = readEvents(response);
  expect((await events.next()).value).toMatchObject({ respondents: 1 });
  await answer('とても簡単だった');
  expect((await events.next()).value).toMatchObject({ respondents: 2 });
  leaving.abort();
  // The listener is gone, so nothing keeps the server.
  await console_.server.close();
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
