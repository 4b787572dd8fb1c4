// test/security/README.md says which test shows what; a test that is renamed or gone makes the table a lie.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT, readSource } from './source-tree.ts';

const rows = readSource('test/security/README.md')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| ?| ?\|$/g, '').trim()));
const NAMED = /^`(?<path>[\w./-]+\.ts): "(?<title>.+)"`$/;
const SAID = /^(by reading|deployment|does not apply|not yet): \S/;

it('names a test for each requirement, or says why there is none', () => {
  expect(rows.length).toBeGreaterThan(150);
  const unclear = rows.filter(
    (cells) => cells.length !== 4 || !(NAMED.test(cells[3] ?? '') || SAID.test(cells[3] ?? '')),
  );
  expect(unclear).toEqual([]);
});

it('names only tests that are there', () => {
  const missing = rows.flatMap(([requirement = '', , , test = '']) => {
    const { path = '', title = '' } = NAMED.exec(test)?.groups ?? {};
    if (path === '') return [];
    const isThere = existsSync(join(ROOT, path)) && readSource(path).includes(title);
    return isThere ? [] : [`${requirement}: ${path}: ${title}`];
  });
  expect(missing).toEqual([]);
});

it('names each requirement once, in its chapter', () => {
  const numbers = rows.map(([requirement = '']) => requirement);
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
});
