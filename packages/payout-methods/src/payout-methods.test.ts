// The folders are the methods: each in the list under its name, with a README, and held to the contract of its kind.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { payoutMethods } from './index.ts';

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
  .map((entry) => entry.name);

const CONTRACT = { instant: 'instantPayoutMethodContract(', file: 'filePayoutMethodContract(' };

describe('the list of payout methods', () => {
  it('has every folder, and nothing else', () => {
    expect(payoutMethods.map(({ key }) => key).sort()).toEqual(folders.sort());
  });

  it('has no two methods that a resident could take for one another', () => {
    expect(new Set(payoutMethods.map(({ title }) => title)).size).toBe(payoutMethods.length);
  });

  it('has one method for practice, and in its title it says so', () => {
    expect(payoutMethods.filter(({ isPractice }) => isPractice).map(({ key }) => key)).toEqual(['noop']);
    for (const { title, isPractice } of payoutMethods) expect(title.includes('練習')).toBe(isPractice);
  });

  it.each(payoutMethods.map(({ key, mode }) => ({ key, mode })))(
    'holds $key to the contract, and explains it',
    ({ key, mode }) => {
      const files = readdirSync(join(import.meta.dirname, key));
      const read = (name: string) => readFileSync(join(import.meta.dirname, key, name), 'utf8');
      expect(files).toEqual(expect.arrayContaining(['index.ts', 'schema.ts', 'README.md']));
      const tests = files.filter((name) => name.endsWith('.test.ts'));
      expect(tests.some((name) => read(name).includes(CONTRACT[mode]))).toBe(true);
      expect(read('README.md')).toMatch(new RegExp(`^# ${key}`));
    },
  );
});
