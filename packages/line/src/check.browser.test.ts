import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Every module that is left after the types are erased, from `@tenohira/line/check` on. */
function runtimeImportsFrom(entry: URL, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(entry.href)) return seen;
  const source = readFileSync(entry, 'utf8');
  const statements = source.matchAll(/^(?:import|export)(?!\s+type\b)[^;']*?\bfrom\s+'([^']+)'/gm);
  const imports = [...statements].map(([, specifier = '']) => specifier);
  seen.set(entry.href, imports);
  for (const specifier of imports) {
    if (specifier.startsWith('.')) runtimeImportsFrom(new URL(specifier, entry), seen);
  }
  return seen;
}

describe('@tenohira/line/check', () => {
  const modules = runtimeImportsFrom(new URL('./check.ts', import.meta.url));

  it('imports nothing but its own files, so that it runs in a browser', () => {
    const foreign = [...modules.values()].flat().filter((specifier) => !specifier.startsWith('.'));
    expect(foreign).toEqual([]);
    expect(modules.size).toBeGreaterThan(8);
  });

  it('uses no global that only Node has', () => {
    for (const file of modules.keys()) {
      expect(readFileSync(new URL(file), 'utf8')).not.toMatch(/\b(?:Buffer|process|globalThis\.process|require)\b/);
    }
  });
});
