// What every payout method by file must fulfil. One call in the method's test file.
import { AppError, countGraphemes, type LocalDate } from '@tenohira/core';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { FileOptions, FilePayoutMethod, Instruction } from '../payout-method.ts';
import { findUnlabelledFields } from './find-unlabelled-fields.ts';

export type FileMethodSamples = {
  /** The city's settings, as staff type them. */
  settings: unknown;
  today: LocalDate;
  payOn: LocalDate;
  /** What can be paid. At least three, and at least one a re-issue. */
  instructions: readonly Instruction<unknown>[];
  /** What cannot be paid on that day, by what is wrong with it: the method says so and writes nothing. */
  refused: Readonly<Record<string, readonly Instruction<unknown>[]>>;
};

/**
 * Registers the contract's tests.
 * @example filePayoutMethodContract(bankTransferZengin, { settings, today, payOn, instructions, refused: { none: [] } });
 */
export function filePayoutMethodContract<Settings extends z.ZodType, Recipient extends z.ZodType>(
  method: FilePayoutMethod<Settings, Recipient>,
  samples: FileMethodSamples,
): void {
  const options: FileOptions<z.infer<Settings>> = {
    settings: method.settings.parse(samples.settings),
    today: samples.today,
    payOn: samples.payOn,
  };
  const parse = (instruction: Instruction<unknown>): Instruction<z.infer<Recipient>> => ({
    ...instruction,
    recipient: method.recipient.parse(instruction.recipient),
  });
  const instructions = samples.instructions.map(parse);
  const keys = instructions.map(({ idempotencyKey }) => idempotencyKey);

  describe(`file payout method contract of ${method.key}`, () => {
    it('has a title that fits on a button, and a label for every field of its settings', () => {
      expect(countGraphemes(method.title)).toBeLessThanOrEqual(20);
      expect(method.summary).not.toBe('');
      expect(findUnlabelledFields(method.settings)).toEqual([]);
    });

    it('finds nothing wrong with the samples', () => {
      expect(samples.instructions.length).toBeGreaterThanOrEqual(3);
      expect(method.preflight(instructions, options).filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(method.preflightDay(options)).toEqual([]);
    });

    it('writes the same bytes each time, from equal instructions as well', () => {
      const first = method.write(instructions, options);
      expect(first.length).toBeGreaterThan(0);
      expect(method.write(instructions, options)).toEqual(first);
      expect(method.write(structuredClone(instructions), structuredClone(options))).toEqual(first);
    });

    it('has every payout in one file exactly, with counts and totals that are true', () => {
      const files = method.write(instructions, options);
      expect(files.flatMap((file) => file.idempotencyKeys)).toEqual(keys);
      expect(new Set(files.map((file) => file.fileName)).size).toBe(files.length);
      const amounts = new Map(instructions.map(({ idempotencyKey, amountYen }) => [idempotencyKey, amountYen]));
      for (const file of files) {
        expect(file.bytes.length).toBeGreaterThan(0);
        expect(file.count).toBe(file.idempotencyKeys.length);
        expect(file.totalYen).toBe(
          file.idempotencyKeys.reduce((sum, key) => sum + (amounts.get(key) ?? Number.NaN), 0),
        );
      }
    });

    it('writes other bytes for another amount, and tells a re-issue from a first payment', () => {
      const before = method.write(instructions, options);
      const [first, ...rest] = instructions;
      if (!first) throw new Error('no sample');
      expect(
        method.write([{ ...first, amountYen: first.amountYen + method.amount.stepYen }, ...rest], options),
      ).not.toEqual(before);
      expect(method.write([{ ...first, isReissue: !first.isReissue }, ...rest], options)).not.toEqual(before);
    });

    it('leaves its input alone', () => {
      const copy = structuredClone(instructions);
      method.preflight(instructions, options);
      method.write(instructions, options);
      expect(instructions).toEqual(copy);
    });

    it('does not pay one payout twice', () => {
      const [first] = instructions;
      if (!first) throw new Error('no sample');
      expectRefusal([...instructions, first]);
    });

    it.each([0, -1, 1.5, Number.NaN, method.amount.maxYen + method.amount.stepYen])(
      'does not pay %d yen',
      (amountYen) => {
        const [first, ...rest] = instructions;
        if (!first) throw new Error('no sample');
        expectRefusal([...rest, { ...first, amountYen }]);
      },
    );

    it.each(Object.entries(samples.refused))('refuses: %s', (_name, refused) => {
      expectRefusal(refused.map(parse));
    });
  });

  function expectRefusal(refused: readonly Instruction<z.infer<Recipient>>[]): void {
    const found = method.preflight(refused, options).filter(({ severity }) => severity === 'error');
    expect(found.length, 'the pre-flight says nothing').toBeGreaterThan(0);
    const known = new Set(refused.map(({ idempotencyKey }) => idempotencyKey));
    for (const { idempotencyKey, code, message } of found) {
      if (idempotencyKey !== undefined) expect(known).toContain(idempotencyKey);
      expect(code).toMatch(/^[A-Z][A-Z_]+$/);
      expect(message, 'says in Japanese what to do').toMatch(/[ぁ-ん].*(ください|ましょう)/);
    }
    expect(() => method.write(refused, options)).toThrow(AppError);
  }
}
