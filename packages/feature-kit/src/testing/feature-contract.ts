// What every feature's manifest must fulfil. One call in the feature's test file.
import { countGraphemes } from '@tenohira/core';
import { describe, expect, it } from 'vitest';
import type { AnyBlock } from '../block.ts';
import type { AnyFeature } from '../feature.ts';
import { flowSchema } from '../flow.ts';
import { PLATFORM_EFFECTS } from '../platform-effects.ts';
import { findUnlabelledChoices, findUnlabelledFields } from './find-unlabelled-fields.ts';

export type FeatureProblem = { severity: 'error' | 'warning'; code: string; message: string };

export type FeatureContractOptions = {
  /** The shared blocks; the feature's own are added. */
  blocks: readonly AnyBlock[];
  /** `lintFeature` of `@tenohira/flow`, which lies above this package and is therefore handed in. */
  lint?: (feature: AnyFeature, blocks: readonly AnyBlock[]) => readonly FeatureProblem[];
  /** Settings for a feature whose settings have fields without defaults. */
  settings?: unknown;
};

/**
 * Registers the contract's tests.
 * @example featureContract(garbageGuide, { blocks: sharedBlocks, lint: lintFeature });
 */
export function featureContract(feature: AnyFeature, { blocks, lint, settings = {} }: FeatureContractOptions): void {
  const prefix = `${feature.key}.`;
  describe(`feature contract of ${feature.key}`, () => {
    it('has a key, a version and texts', () => {
      expect(feature.key).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
      expect(Number.isInteger(feature.version) && feature.version > 0).toBe(true);
      expect(feature.title).not.toBe('');
      expect(feature.summary).not.toBe('');
    });

    it('says in a few words what residents can do with it, and shows it on a phone', () => {
      const { highlights = [] } = feature;
      expect(highlights.length).toBeGreaterThanOrEqual(2);
      expect(highlights.length).toBeLessThanOrEqual(5);
      expect(highlights.filter((words) => words === '' || countGraphemes(words) > 30)).toEqual([]);
      expect(feature.preview?.conversation).toMatchObject({ feature: feature.key });
    });

    it('has a menu label that LINE shows whole, and opens a flow that is there', () => {
      expect(countGraphemes(feature.menu.label)).toBeLessThanOrEqual(20);
      expect(feature.menu.label).not.toBe('');
      expect(feature.flows.map(({ key }) => key)).toContain(feature.menu.flow);
    });

    it('starts by keywords only flows that are there', () => {
      for (const { flow, keywords } of feature.triggers) {
        expect(feature.flows.map(({ key }) => key)).toContain(flow);
        expect(keywords.length).toBeGreaterThan(0);
      }
    });

    it('has settings with labels, which parse from nothing or from the given ones', () => {
      expect(findUnlabelledFields(feature.settings)).toEqual([]);
      expect(findUnlabelledChoices(feature.settings)).toEqual([]);
      expect(feature.settings.safeParse(settings).error?.issues ?? []).toEqual([]);
    });

    it('has flows of the right shape, each key once', () => {
      for (const flow of feature.flows) expect(flowSchema.safeParse(flow).error?.issues ?? []).toEqual([]);
      expect(new Set(feature.flows.map(({ key }) => key)).size).toBe(feature.flows.length);
    });

    it('prefixes what is its own with its key', () => {
      const names = [
        ...feature.blocks.map(({ key }) => key),
        ...(feature.jobs ?? []).map(({ name }) => name),
        ...Object.keys(feature.effects ?? {}),
      ];
      expect(names.filter((name) => !name.startsWith(prefix))).toEqual([]);
      expect(names.filter((name) => name in PLATFORM_EFFECTS)).toEqual([]);
      expect(feature.permissions.filter((permission) => !permission.startsWith(`${feature.key}:`))).toEqual([]);
    });

    it('uses only blocks that are there', () => {
      const known = new Set([...blocks, ...feature.blocks].map(({ key }) => key));
      const used = feature.flows.flatMap((flow) => Object.values(flow.blocks).map(({ type }) => type));
      expect(used.filter((type) => !known.has(type))).toEqual([]);
    });

    it.runIf(lint)('has no errors for the linter', () => {
      const problems = lint?.(feature, [...blocks, ...feature.blocks]) ?? [];
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    });
  });
}
