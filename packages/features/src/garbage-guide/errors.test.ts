import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errors } from './errors.ts';

it('has each error code in the README', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  for (const make of Object.values(errors)) {
    expect(make().code).toMatch(/^GARBAGE_GUIDE_/);
    expect(readme).toContain(`\`${make().code}\``);
  }
});
