import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { residentActionSchema } from './control/action-schema.ts';
import { errors } from './errors.ts';
import { faultSchema } from './faults.ts';

const readme = await readFile(join(import.meta.dirname, '..', 'README.md'), 'utf8');

describe('the README names', () => {
  it('every error code', () => {
    for (const make of Object.values(errors)) expect(readme).toContain(`\`${make().code}\``);
  });

  it('every fault', () => {
    for (const kind of faultSchema.shape.kind.options) expect(readme).toContain(`\`${kind}\``);
  });

  it('every action of a resident', () => {
    const types = residentActionSchema.options.flatMap((option) => option.shape.type.value);
    for (const type of types) expect(readme).toMatch(new RegExp(`\`${type}[ \`]`));
  });
});
