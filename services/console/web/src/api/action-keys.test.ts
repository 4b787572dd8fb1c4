import { expect, it } from 'vitest';
import { createActionKeys } from './action-keys.ts';

function createFixture() {
  let count = 0;
  return createActionKeys(() => `key-${++count}`);
}

it('keeps the key of an action until it was answered', () => {
  const keys = createFixture();
  expect([keys.keyFor({ body: 1 }), keys.keyFor({ body: 1 })]).toEqual(['key-1', 'key-1']);
  expect(keys.keyFor({ body: 2 })).toBe('key-2');
  keys.answered({ body: 1 });
  expect(keys.keyFor({ body: 1 })).toBe('key-3');
});

it('tells files apart', () => {
  const keys = createFixture();
  const first = keys.keyFor({ body: new File(['a'], 'list.csv', { lastModified: 1 }) });
  expect(keys.keyFor({ body: new File(['b'], 'list.csv', { lastModified: 2 }) })).not.toBe(first);
  expect(keys.keyFor({ body: new File(['a'], 'list.csv', { lastModified: 1 }) })).toBe(first);
});
