import { instantPayoutMethodContract } from '@tenohira/feature-kit/testing';
import { expect, it } from 'vitest';
import { noop } from './index.ts';

instantPayoutMethodContract(noop, { settings: {}, recipient: {}, amountYen: 70_000 });

it('says of its code that it is practice', async () => {
  const instruction = { idempotencyKey: 'a', amountYen: 70_000, recipient: {}, isReissue: false };
  const context = { settings: {}, endpoints: {}, signal: AbortSignal.timeout(1_000), now: new Date() };
  const outcome = await noop.submit(instruction, context);
  expect(outcome).toMatchObject({
    status: 'settled',
    secret: { values: [{ label: expect.stringContaining('練習'), value: expect.stringMatching(/^練習-/) }] },
  });
  expect(noop.isPractice).toBe(true);
});
