import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Download, download, EventStream, eventStream, instant, page, toAnswer } from './answer.ts';

const person = z.object({ name: z.string(), since: instant });
const since = new Date('2026-11-27T00:00:00Z');

describe('what a route answers', () => {
  it('is what its schema names and nothing else, also further in', () => {
    const row = { name: '花子', since, passwordHash: 'x' };
    const given = { items: [row], next: null, total: 1 };
    expect(toAnswer(page(person), 'GET /people', given)).toEqual({
      items: [{ name: '花子', since: '2026-11-27T00:00:00.000Z' }],
      next: null,
    });
  });

  it('is that it is done where it has no schema, whatever it was given', () => {
    expect(toAnswer(undefined, 'POST /people', { passwordHash: 'x' })).toEqual({ ok: true });
  });

  it('is a defect of ours where it does not fit, told by its place and never by its value', () => {
    const answer = () => toAnswer(page(person), 'GET /people', { items: [{ name: 7, since: '花子' }], next: null });
    expect(answer).toThrow('the answer of GET /people is not what its schema says: items.0.name (invalid_type)');
    expect(answer).not.toThrow('花子');
  });

  it('is a file as it is', () => {
    const file = new Download('people.csv', 'text/csv', new Uint8Array([1]));
    expect(toAnswer(download('text/csv'), 'GET /people.csv', file)).toBe(file);
  });

  it('is a stream of which each event is held to its schema', async () => {
    async function* events() {
      yield { name: '花子', since, passwordHash: 'x' };
    }
    const answer = toAnswer(eventStream(person), 'GET /people/live', new EventStream(events()));
    expect(answer).toBeInstanceOf(EventStream);
    const seen = [];
    for await (const event of (answer as EventStream).events) seen.push(event); // held to it just now
    expect(seen).toEqual([{ name: '花子', since: '2026-11-27T00:00:00.000Z' }]);
  });
});
