import { expect, it, vi } from 'vitest';
import { armFailPoint } from './fail-point.ts';

const KNOWN = ['payout.answered', 'send.answered'] as const;

it('dies at the point that is armed, and at no other', () => {
  const die = vi.fn();
  const failPoint = armFailPoint(KNOWN, 'send.answered', die);
  failPoint('payout.answered');
  expect(die).not.toHaveBeenCalled();
  failPoint('send.answered');
  expect(die).toHaveBeenCalledOnce();
});

it('dies nowhere when none is armed', () => {
  const die = vi.fn();
  const failPoint = armFailPoint(KNOWN, undefined, die);
  for (const name of KNOWN) failPoint(name);
  expect(die).not.toHaveBeenCalled();
});

it('refuses a name that is no point', () => {
  expect(() => armFailPoint(KNOWN, 'payout.answred', () => {})).toThrow('payout.answred');
});
