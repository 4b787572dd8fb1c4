// What every block must fulfil, shared or a feature's own. One call in the block's test file.
import { checkMessages } from '@tenohira/line/check';
import { describe, expect, it } from 'vitest';
import type { AnyBlock, BlockEvent, BlockResult } from '../block.ts';
import { enterBlock, playBlock, type Surroundings, sampleEvent } from './block-harness.ts';
import { findUnlabelledFields } from './find-unlabelled-fields.ts';
import { hostileEvents } from './hostile-events.ts';

export type BlockContractOptions = Surroundings & {
  /** One config, as an author writes it, for each way in which the block can behave. */
  configs: Readonly<Record<string, unknown>>;
  /** Further events that it must survive, beside the hostile ones. */
  events?: readonly BlockEvent[];
};

/**
 * Registers the contract's tests.
 * @example blockContract(questionText, { configs: { plain: { text: '？', saveAs: 'a' } } });
 */
export function blockContract(block: AnyBlock, options: BlockContractOptions): void {
  const { configs, events = [], ...surroundings } = options;
  describe(`block contract of ${block.key}`, () => {
    it('has a label for every field of its config', () => {
      expect(findUnlabelledFields(block.config)).toEqual([]);
      expect(block.title).not.toBe('');
      expect(block.description).not.toBe('');
    });

    describe.each(Object.entries(configs))('with the config "%s"', (_name, input) => {
      const config: unknown = block.config.parse(input);

      it('names each output once, in the form that edges have', () => {
        const outputs = block.outputs(config);
        expect(new Set(outputs).size).toBe(outputs.length);
        for (const output of outputs) expect(output).toMatch(/^[a-z0-9][a-z0-9-]{0,39}$/);
      });

      it('previews messages that LINE takes', () => {
        for (const messages of block.preview(config)) {
          expect(messages.length).toBeLessThanOrEqual(5);
          expect(messages.flatMap((message) => checkMessages([message]))).toEqual([]);
        }
      });

      it('enters the same way twice, and leaves its input alone', async () => {
        const first = await enterBlock(block, config, surroundings);
        expect(await enterBlock(block, config, surroundings)).toEqual(first);
        checkResult(block, config, first, 'enter');
      });

      it('reaches the output of each sample', async () => {
        for (const sample of block.samples?.(config) ?? []) {
          expect(block.outputs(config)).toContain(sample.output);
          expect(sample.taps).toBeGreaterThan(0);
          // A block may take several answers, such as photos: the sample then comes before or after another one.
          const others = block.samples?.(config) ?? [];
          const routes = [
            [sample],
            ...others.flatMap((other) => [
              [other, sample],
              [sample, other],
            ]),
          ];
          const reached: string[] = [];
          for (const taken of routes) {
            const played = await playBlock(block, config, taken.map(sampleEvent), surroundings);
            reached.push(played.then === 'go' ? played.output : played.then);
          }
          expect(reached, JSON.stringify(sample.event)).toContain(sample.output);
        }
      });

      it('has a sample for some way out if it waits', async () => {
        const entered = await enterBlock(block, config, surroundings);
        if (entered.then === 'wait') expect(block.samples?.(config).length ?? 0).toBeGreaterThan(0);
      });

      it('has an answer to whatever is sent, the same one each time', async () => {
        const entered = await enterBlock(block, config, surroundings);
        if (entered.then !== 'wait') return;
        for (const event of [...hostileEvents(), ...events]) {
          const first = await playBlock(block, config, [event], surroundings);
          expect(await playBlock(block, config, [event], surroundings)).toEqual(first);
          checkResult(block, config, first, 'receive');
        }
      });
    });
  });
}

function checkResult(block: AnyBlock, config: unknown, result: BlockResult, step: 'enter' | 'receive'): void {
  expect(['go', 'wait', 'ask-again', 'start', 'end']).toContain(result.then);
  if (result.then === 'go') expect(block.outputs(config)).toContain(result.output);
  if (result.then === 'wait') expect(block.receive).toBeDefined();
  if (result.then === 'ask-again') {
    expect(step).toBe('receive');
    expect(result.messages?.length ?? 0, 'asking again says what would be understood').toBeGreaterThan(0);
  }
  expect((result.messages ?? []).flatMap((message) => checkMessages([message]))).toEqual([]);
  const plain = { set: result.set ?? {}, effects: result.effects ?? [] };
  expect(JSON.parse(JSON.stringify(plain)), 'variables and effects are JSON').toEqual(plain);
  for (const { type } of result.effects ?? []) expect(type).toMatch(/^[a-z][a-z0-9-]*\.[a-z]+(-[a-z]+)*$/);
}
