import { expect, it } from 'vitest';
import { eachCity } from './each-city.ts';

const cities = ['a', 'b', 'c'].map((id) => ({ id }));

it('goes on where one city fails, and names it', async () => {
  const [done, logged]: [string[], object[]] = [[], []];
  const round = { cities, log: { error: (fields: object) => void logged.push(fields) }, signal: AbortSignal.any([]) };
  const failure = new Error('away');
  await eachCity(round, async (id) => {
    if (id === 'b') throw failure;
    done.push(id);
  });
  expect(done).toEqual(['a', 'c']);
  expect(logged).toEqual([{ err: failure, tenantId: 'b' }]);
});

it('ends between two cities when the worker is asked to stop', async () => {
  const stop = new AbortController();
  const done: string[] = [];
  await eachCity({ cities, log: { error: () => {} }, signal: stop.signal }, async (id) => {
    done.push(id);
    stop.abort();
  });
  expect(done).toEqual(['a']);
});
