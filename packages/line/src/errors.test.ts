import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lineErrors } from './errors.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const made = Object.values(lineErrors).map((make) => make());

describe('lineErrors', () => {
  it('has unique codes that begin with LINE_ and stand in the README', () => {
    const codes = made.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) {
      expect(code).toMatch(/^LINE_[A-Z_]+$/);
      expect(readme).toContain(`\`${code}\``);
    }
  });

  it('tells people in Japanese what to do next', () => {
    for (const { userMessage } of made) expect(userMessage).toMatch(/[ぁ-ん].*(?:ください|送り直します)。$/);
  });
});
