import { uuidv7 } from '@tenohira/core';
import { disableStaff, endOwnSession } from '@tenohira/staff';
import { createTestResident, createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { type Caller, withTestConsole } from '../../testing/test-console.ts';

const console_ = withTestConsole();
let url: string;
let city: TestTenant;
let viewer: Caller;
beforeAll(async () => {
  url = await console_.server.listen({ port: 0, host: '127.0.0.1' });
});
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
  viewer = await console_.signIn(city.tenantId, 'viewer');
});

async function answer(choice: string): Promise<void> {
  const { db } = console_.database;
  const { residentId } = await createTestResident(db, city);
  await db.withTenant(city.tenantId, ({ prisma }) =>
    prisma.surveyAnswer.create({
      data: { id: uuidv7(), surveyKey: 'after-applying', residentId, questionKey: 'ease', choice },
    }),
  );
}

const listen = (signal: AbortSignal | null = null) =>
  fetch(`${url}/api/v1/surveys/after-applying/live`, { headers: viewer.headers, signal });

it("sends a survey's counts at once and again with each new answer, until the listener leaves", async () => {
  await answer('ふつう');
  const leaving = new AbortController();
  const response = await listen(leaving.signal);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events = readEvents(response);
  expect((await events.next()).value).toMatchObject({ respondents: 1 });
  await answer('とても簡単だった');
  expect((await events.next()).value).toMatchObject({ respondents: 2 });
  leaving.abort();
});

it.each([
  {
    end: 'the session does',
    by: ({ staffId, sessionId }: Caller) =>
      console_.database.db.withTenant(city.tenantId, (scope) =>
        endOwnSession(scope, { staffId, sessionId, reason: 'ended-by-person' }),
      ),
  },
  {
    end: 'the person may no longer work here',
    by: ({ staffId }: Caller) =>
      console_.database.db.withTenant(city.tenantId, (scope) => disableStaff(scope, { staffId }, 'system')),
  },
])('ends before the next counts when $end', async ({ by }) => {
  await answer('ふつう');
  const events = readEvents(await listen());
  expect((await events.next()).value).toMatchObject({ respondents: 1 });
  await by(viewer);
  await answer('とても簡単だった');
  expect((await events.next()).done).toBe(true);
});

it('keeps nobody waiting who only asks for the head of it', async () => {
  const signal = AbortSignal.timeout(5_000);
  const { status } = await fetch(`${url}/api/v1/surveys/after-applying/live`, {
    ...{ method: 'HEAD', headers: viewer.headers, signal },
  });
  expect(status).toBe(404);
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
