import { expect, it } from 'vitest';
import { readAnswer, readEvents } from './read-answer.ts';

const responseOf = (body: BodyInit, headers: Record<string, string>) => new Response(body, { headers });

it('reads JSON, and a file under the name that the server gave it', async () => {
  expect(await readAnswer(responseOf('{"a":1}', { 'content-type': 'application/json; charset=utf-8' }))).toEqual({
    a: 1,
  });
  const file = await readAnswer(
    responseOf('番号', {
      'content-type': 'text/csv',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('手紙.csv')}`,
    }),
  );
  expect(file).toMatchObject({ fileName: '手紙.csv', blob: expect.any(Blob) });
});

it('reads events however the network cuts them', async () => {
  const text = new TextEncoder().encode('data: {"name":"港"}\n\ndata: {"name":"入江"}\n\n: ping\n\ndata: 3\n\n');
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of text) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const events: unknown[] = [];
  for await (const event of readEvents(responseOf(body, {}))) events.push(event);
  expect(events).toEqual([{ name: '港' }, { name: '入江' }, 3]);
});
