import { defineErrors } from '@tenohira/core';
import { describe, expect, it } from 'vitest';
import { createServer } from './create-server.ts';

const CANARY = 'canary-山田花子-0312345678';
const errors = defineErrors('KIT', {
  REFUSED: { message: 'refused', userMessage: 'もう一度お試しください。', statusCode: 409 },
  BUSY: { message: 'busy', userMessage: 'お待ちください。', statusCode: 503, retry: 'later' },
  BROKEN: { message: 'broken', userMessage: '職員向けの説明' },
});

function createFixture() {
  const lines: string[] = [];
  const server = createServer({ name: 'test', bodyLimit: 100, log: { stream: { write: (line) => lines.push(line) } } });
  const foreign = Object.assign(new Error(`invalid input syntax: "${CANARY}"`), { code: '22P02', detail: CANARY });
  const thrown: Record<string, () => Error> = {
    refused: () => errors.REFUSED({ details: { text: CANARY }, cause: foreign }),
    busy: () => errors.BUSY({ cause: foreign }),
    fields: () =>
      errors.REFUSED({
        details: {
          text: CANARY,
          problems: [
            { field: 'settings.phone', message: '短くしてください。', value: CANARY },
            { file: 'a.csv', message: CANARY },
            CANARY,
          ],
        },
      }),
    broken: () => errors.BROKEN({ details: { text: CANARY }, cause: foreign }),
    foreign: () => foreign,
    teapot: () => Object.assign(new Error('teapot'), { statusCode: 418, code: 'TEAPOT' }),
    gateway: () => Object.assign(new Error(CANARY), { statusCode: 502, code: 'UPSTREAM' }),
  };
  server.get<{ Params: { what: string } }>('/throw/:what', async (request) => {
    throw thrown[request.params.what]?.();
  });
  server.post('/echo', async (request) => request.body);
  return { server, lines };
}

describe('an error', () => {
  const GENERIC = 'システムの不具合が起きました。時間をおいて、もう一度お試しください。';
  it.each([
    ['refused', 409, 'KIT_REFUSED', 'もう一度お試しください。'],
    ['busy', 503, 'KIT_BUSY', 'お待ちください。'],
    ['broken', 500, 'KIT_BROKEN', GENERIC],
    ['foreign', 500, 'INTERNAL', GENERIC],
    ['gateway', 500, 'INTERNAL', GENERIC],
    ['teapot', 418, 'TEAPOT', '送られた内容を読み取れませんでした。もう一度お試しください。'],
  ])('%s is answered with %i %s', async (what, statusCode, code, message) => {
    const { server } = createFixture();
    const answer = await server.inject(`/throw/${what}`);
    expect(answer.statusCode).toBe(statusCode);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toEqual({
      ...{ type: `urn:tenohira:problem:${code}`, title: message, status: statusCode, code },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('names the fields that a form has to mark, and nothing else of what it knows', async () => {
    const { server } = createFixture();
    const answer = await server.inject('/throw/fields');
    expect(answer.json()).toEqual({
      ...{ type: 'urn:tenohira:problem:KIT_REFUSED', title: 'もう一度お試しください。', status: 409 },
      ...{ code: 'KIT_REFUSED', requestId: expect.any(String) },
      problems: [{ field: 'settings.phone', message: '短くしてください。' }],
    });
    expect((await server.inject('/throw/refused')).body).not.toContain('problems');
  });

  it('has the same shape for a page that is not there, a body that is no JSON, and one that is too large', async () => {
    const { server } = createFixture();
    const headers = { 'content-type': 'application/json' };
    const answers = [
      await server.inject('/nowhere'),
      await server.inject({ method: 'POST', url: '/echo', headers, payload: '{' }),
      await server.inject({ method: 'POST', url: '/echo', headers, payload: JSON.stringify('x'.repeat(200)) }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 400, 413]);
    for (const answer of answers) {
      expect(answer.json()).toEqual({
        ...{ type: expect.any(String), title: expect.any(String), status: answer.statusCode },
        ...{ code: expect.any(String), requestId: expect.any(String) },
      });
    }
  });
});

describe('the log', () => {
  it('tells of each error where it happened, and nothing of what a resident sent', async () => {
    const { server, lines } = createFixture();
    for (const what of ['refused', 'busy', 'broken', 'foreign', 'gateway']) {
      await server.inject({ url: `/throw/${what}`, headers: { authorization: CANARY, cookie: CANARY } });
    }
    expect(lines).toHaveLength(5);
    expect(lines.join('')).not.toContain(CANARY);
    const broken = JSON.parse(lines[2] ?? '');
    expect(broken.err).toMatchObject({ code: 'KIT_BROKEN', message: 'broken', cause: { code: '22P02', message: '' } });
    expect(broken.err.stack).toMatch(/create-server\.test\.ts:\d+/);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({
      level: 40,
      err: { code: 'KIT_BUSY', cause: { code: '22P02' } },
    });
  });

  it('names the pattern of an address, never the address, and hides what is secret', async () => {
    const { server, lines } = createFixture();
    server.get<{ Params: { token: string } }>('/forms/:token', async (request) => {
      const event = { replyToken: CANARY, text: CANARY, payload: CANARY, lineUserId: CANARY, userId: CANARY };
      request.log.info({ req: request, event }, 'seen');
      return {};
    });
    await server.inject({ url: `/forms/${encodeURIComponent(CANARY)}`, headers: { 'x-line-signature': CANARY } });
    expect(JSON.parse(lines[0] ?? '').req).toEqual({ method: 'GET', route: '/forms/:token' });
    expect(decodeURIComponent(lines.join(''))).not.toContain(CANARY);
  });

  it('says nothing of a request that went well', async () => {
    const { server, lines } = createFixture();
    const headers = { 'content-type': 'application/json' };
    await server.inject({ method: 'POST', url: '/echo', headers, payload: '{"a":1}' });
    expect(lines).toEqual([]);
  });
});
