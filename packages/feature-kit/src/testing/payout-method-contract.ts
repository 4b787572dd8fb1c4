// What every instant payout method must fulfil, against a provider that it reaches over HTTP and that can be made to fail.
// One call in the method's test file.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { countGraphemes } from '@tenohira/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { InstantPayoutMethod, Instruction, PayoutContext, PayoutOutcome, PayoutSecret } from '../payout-method.ts';
import { findUnlabelledFields } from './find-unlabelled-fields.ts';

/** What can go wrong with a request. */
export type ProviderFault =
  | 'timeout after acceptance'
  | 'reset after acceptance'
  | 'html after acceptance'
  | 'error after acceptance'
  | 'reset before acceptance'
  | 'html before acceptance'
  | 'error before acceptance'
  | 'too many requests'
  | 'maintenance'
  | 'out of funds'
  | 'unlisted code';

export type RunningProvider = {
  endpoints: Readonly<Record<string, string>>;
  /** The time at the provider. */
  now(): Date;
  /** How often something was given out since it started, and what it came to. */
  given(): Promise<{ count: number; totalYen: number }>;
  /** Of that, what has neither been taken back nor lapsed. */
  kept(): Promise<{ count: number; totalYen: number }>;
  /** Everything in its books that is as good as money. */
  secrets(): Promise<readonly string[]>;
  /** How many requests of any kind have reached it. */
  requests(): Promise<number>;
  /** Strikes the next request of that kind: to issue, to say what became of a key, to take back. */
  fail(fault: ProviderFault, request: 'issue' | 'ask' | 'take-back'): Promise<void>;
  /** The resident uses all that was given out. */
  useAll(): Promise<void>;
  /** Time passes, until what was given out has lapsed. */
  lapse(): Promise<void>;
  /** As it was when it started: nothing given out, and all forgotten. */
  reset(): Promise<void>;
  close(): Promise<void>;
};

export type InstantHarness = {
  /** A provider with enough funds that has given out nothing. Absent where no value leaves, as for practice. */
  start?: () => Promise<RunningProvider>;
  /** As a city types them in. */
  settings: unknown;
  recipient: unknown;
  /** One that the method pays. */
  amountYen: number;
  /** The provider has no way to ask that does not also issue: asking is doing the same again under the same key. */
  asksByRepeating?: true;
  /** The provider does not say that what is to be taken back was used. */
  hidesUse?: true;
  /** What was given out is not taken back once it has lapsed. */
  keepsLapsed?: true;
};

const AFTER_ACCEPTANCE: readonly ProviderFault[] = [
  'timeout after acceptance',
  'reset after acceptance',
  'html after acceptance',
  'error after acceptance',
];
const BEFORE_ACCEPTANCE: readonly ProviderFault[] = [
  'reset before acceptance',
  'html before acceptance',
  'error before acceptance',
];
const REFUSED_FOR_NOW: readonly ProviderFault[] = ['too many requests', 'maintenance', 'out of funds'];

const PATIENCE_MS = 10_000;

/**
 * Registers the contract's tests.
 * @example instantPayoutMethodContract(giftCode, { start: startIssuer, settings, recipient: {}, amountYen: 10_000 });
 */
export function instantPayoutMethodContract<Settings extends z.ZodType, Recipient extends z.ZodType>(
  method: InstantPayoutMethod<Settings, Recipient>,
  harness: InstantHarness,
): void {
  describe(`contract of the payout method ${method.key}`, () => {
    describeDeclaration(method, harness);
    describePaying(method, harness);
    if (harness.start !== undefined) describeProvider(method, { ...harness, start: harness.start });
  });
}

function describeDeclaration(method: InstantPayoutMethod, harness: InstantHarness): void {
  it('has a title that a button of LINE shows whole, and a sentence for residents', () => {
    expect(method.title).not.toBe('');
    expect(countGraphemes(method.title)).toBeLessThanOrEqual(20);
    expect(method.summary).toMatch(/。$/);
  });

  it('has settings with labels, which take what a city types in and nothing beside it', () => {
    expect(findUnlabelledFields(method.settings)).toEqual([]);
    expect(method.settings.safeParse(harness.settings).error?.issues ?? []).toEqual([]);
    expect(method.settings.safeParse({ ...Object(harness.settings), surplus: 1 }).success).toBe(false);
    expect(method.recipient.safeParse(harness.recipient).error?.issues ?? []).toEqual([]);
  });

  it('names the variables of its addresses, and a range of whole yen', () => {
    for (const name of method.endpoints) expect(name).toMatch(/^[A-Z][A-Z0-9_]*_URL$/);
    const { minYen, maxYen, stepYen } = method.amount;
    for (const yen of [minYen, maxYen, stepYen]) expect(Number.isSafeInteger(yen) && yen > 0).toBe(true);
    expect(maxYen).toBeGreaterThanOrEqual(minYen);
    expect((maxYen - minYen) % stepYen).toBe(0);
  });
}

function describePaying(method: InstantPayoutMethod, harness: InstantHarness): void {
  const { run, provider } = prepare(method, harness);
  const paidOnce = { count: harness.start === undefined ? 0 : 1, totalYen: harness.start ? harness.amountYen : 0 };

  it('pays, and says what the recipient needs, until when, and how the provider calls it', async () => {
    const outcome = await run.submit();
    expect(outcome.status === 'settled' || outcome.status === 'submitted', outcome.status).toBe(true);
    expect(providerRefOf(outcome)).toMatch(/^\S{1,100}$/);
    const secret = secretOf(outcome);
    expect(secret === undefined ? ['none'] : wordsOf(secret)).not.toEqual([]);
    for (const { label, value } of secret?.values ?? []) expect([label, value]).not.toContain('');
    if ('expiresAt' in outcome) expect(outcome.expiresAt?.getTime()).toBeGreaterThan(run.now().getTime());
    expect((await provider()?.given()) ?? paidOnce).toEqual(paidOnce);
  });

  it('pays a key once, one after another and all at once, and says the same each time', async () => {
    const first = await run.submit();
    const others = await Promise.all(Array.from({ length: 8 }, () => run.submit()));
    for (const other of [...others, await run.submit()]) expect(other).toEqual(first);
    expect((await provider()?.given()) ?? paidOnce).toEqual(paidOnce);
  });

  it('gives another key something else', async () => {
    const [first, second] = [await run.submit(), await run.submit({ idempotencyKey: randomUUID() })];
    expect(second.status).toBe(first.status);
    expect(providerRefOf(second)).not.toBe(providerRefOf(first));
    if (secretOf(first) !== undefined) expect(secretOf(second)).not.toEqual(secretOf(first));
  });

  it('refuses an amount that it cannot pay before anyone is asked', async () => {
    const { minYen, maxYen, stepYen } = method.amount;
    const wrong = [0, -harness.amountYen, minYen - 1, maxYen + stepYen, harness.amountYen + 0.5, Number.NaN];
    if (stepYen > 1) wrong.push(harness.amountYen + 1);
    for (const amountYen of wrong) expect((await run.submit({ amountYen })).status, `${amountYen}`).toBe('rejected');
    expect((await provider()?.requests()) ?? 0).toBe(0);
  });

  it('says of a key that was paid that it was', async () => {
    const paid = await run.submit();
    expect(await run.query()).toEqual(paid);
    expect((await provider()?.given()) ?? paidOnce).toEqual(paidOnce);
  });

  it('takes back what nobody has used, and once more if asked again', async () => {
    await run.submit();
    expect(await run.withdraw()).toEqual({ status: 'withdrawn' });
    expect(await run.withdraw()).toEqual({ status: 'withdrawn' });
    expect((await provider()?.kept())?.count ?? 0).toBe(0);
  });
}

function describeProvider(
  method: InstantPayoutMethod,
  harness: InstantHarness & { start(): Promise<RunningProvider> },
) {
  const { run, provider } = prepare(method, harness);
  const running = () => provider() as RunningProvider; // this part runs only with one
  const once = { count: 1, totalYen: harness.amountYen };
  const never = { count: 0, totalYen: 0 };
  const submitUnder = async (fault: ProviderFault): Promise<PayoutOutcome> => {
    await running().fail(fault, 'issue');
    if (fault !== 'timeout after acceptance') return run.submit();
    const patience = new AbortController();
    const outcome = run.submit({}, { signal: patience.signal });
    await expect.poll(async () => (await running().given()).count, { timeout: PATIENCE_MS }).toBe(1);
    patience.abort();
    return outcome;
  };

  it.each(AFTER_ACCEPTANCE)('does not know, after a %s, and finds the truth by asking', async (fault) => {
    expect((await submitUnder(fault)).status).toBe('unknown');
    expect(await running().given()).toEqual(once);
    const found = await run.query();
    expect(secretOf(found) ?? providerRefOf(found)).toBeDefined();
    expect(await run.submit()).toEqual(found);
    expect(await running().given()).toEqual(once);
  });

  it.each(BEFORE_ACCEPTANCE)('neither pays nor gives up, after a %s', async (fault) => {
    expect(['unknown', 'retry']).toContain((await submitUnder(fault)).status);
    expect(await running().given()).toEqual(never);
    if (harness.asksByRepeating !== true) expect(await run.query()).toEqual({ status: 'absent' });
    const paid = await run.submit();
    expect(secretOf(paid) ?? providerRefOf(paid)).toBeDefined();
    expect(await running().given()).toEqual(once);
  });

  it.each(REFUSED_FOR_NOW)('tries again later, after "%s"', async (fault) => {
    const outcome = await submitUnder(fault);
    // A provider that asks for the same again has not said that it did nothing.
    expect(outcome.status === 'retry' || (fault === 'maintenance' && outcome.status === 'unknown')).toBe(true);
    expect(await running().given()).toEqual(never);
    expect(['settled', 'submitted']).toContain((await run.submit()).status);
  });

  it.each([
    ...AFTER_ACCEPTANCE.slice(1),
    ...BEFORE_ACCEPTANCE,
    ...REFUSED_FOR_NOW.slice(0, 2),
    'unlisted code',
  ] as const)('learns nothing by asking, after a %s, and asks again', async (fault) => {
    const paid = await run.submit();
    await running().fail(fault, 'ask');
    expect((await run.query()).status).toBe('unknown');
    expect(await run.query()).toEqual(paid);
    expect(await running().given()).toEqual(once);
  });

  it.each(AFTER_ACCEPTANCE.slice(1))('takes back once, though it does not know after a %s', async (fault) => {
    await run.submit();
    await running().fail(fault, 'take-back');
    expect((await run.withdraw()).status).toBe('unknown');
    expect(await run.withdraw()).toEqual({ status: 'withdrawn' });
    expect(await running().kept()).toEqual(never);
  });

  it('stops at a code that no document lists: a person decides', async () => {
    expect((await submitUnder('unlisted code')).status).toBe('unknown');
  });

  it('tries again later where nobody listens', async () => {
    expect(await run.submit({}, { endpoints: await deadEndpoints(method) })).toMatchObject({ status: 'retry' });
    expect(await run.submit({}, { endpoints: {} })).toMatchObject({ status: 'retry' });
  });

  it('does not throw where the time is over before it begins', async () => {
    const over = { signal: AbortSignal.abort() };
    expect(await run.submit({}, over)).toMatchObject({ status: 'unknown' });
    expect(await run.query({}, over)).toMatchObject({ status: 'unknown' });
    expect(await run.withdraw({}, over)).toMatchObject({ status: 'unknown' });
  });

  it('says of a key that nobody has asked for that it is absent', async () => {
    const answer = await run.query();
    // Where asking is doing: the one payment of this key, as `submit` would have made it.
    if (harness.asksByRepeating === true) expect(answer).toEqual(await run.submit());
    else expect(answer).toEqual({ status: 'absent' });
    expect(await running().given()).toEqual(harness.asksByRepeating === true ? once : never);
  });

  it('does not call paid what it took back', async () => {
    await run.submit();
    await run.withdraw();
    expect(['rejected', 'expired']).toContain((await run.query()).status);
    expect((await run.submit()).status).toBe('rejected');
    expect(await running().kept()).toEqual(never);
  });

  it('does not take back what was used', async () => {
    await run.submit();
    await running().useAll();
    expect((await run.withdraw()).status).toBe(harness.hidesUse === true ? 'unknown' : 'used');
    expect(await running().kept()).toEqual(once);
  });

  it('says what lapsed, and takes it back', async () => {
    await run.submit();
    await running().lapse();
    expect((await run.query()).status).toBe('expired');
    expect((await run.withdraw()).status).toBe(harness.keepsLapsed === true ? 'unknown' : 'withdrawn');
  });

  it('tells a secret nowhere but in its place', async () => {
    const said: unknown[] = [await submitUnder('error after acceptance')];
    const paid = await run.submit();
    const { secret: _told, ...rest } = { secret: undefined, ...paid };
    said.push(rest, await run.submit({ amountYen: otherAmount(method, harness) }), await submitUnder('unlisted code'));
    said.push(await run.withdraw(), await run.withdraw({ idempotencyKey: randomUUID() }));
    const heard = JSON.stringify(said);
    const secrets = await running().secrets();
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(heard).not.toContain(secret);
  });

  it('does not call paid a key that stands for another amount', async () => {
    await run.submit();
    const other = await run.submit({ amountYen: otherAmount(method, harness) });
    expect(other.status).toBe('unknown');
    expect(await running().given()).toEqual(once);
  });
}

/** A provider that has given out nothing before each test, and calls of the method with one key a test unless told otherwise. */
function prepare(method: InstantPayoutMethod, harness: InstantHarness) {
  let provider: RunningProvider | undefined;
  let idempotencyKey = '';
  beforeAll(async () => {
    provider = await harness.start?.();
  });
  beforeEach(async () => {
    await provider?.reset();
    idempotencyKey = randomUUID();
  });
  afterAll(() => provider?.close());

  const now = () => provider?.now() ?? new Date('2026-11-24T10:00:00+09:00');
  const instruction = (more: Partial<Instruction<unknown>>): Instruction<unknown> => ({
    idempotencyKey,
    amountYen: harness.amountYen,
    recipient: method.recipient.parse(harness.recipient),
    isReissue: false,
    ...more,
  });
  const context = (more: Partial<PayoutContext<unknown>>): PayoutContext<unknown> => ({
    settings: method.settings.parse(harness.settings),
    endpoints: provider?.endpoints ?? {},
    signal: AbortSignal.timeout(PATIENCE_MS),
    now: now(),
    ...more,
  });
  type More = [Partial<Instruction<unknown>>?, Partial<PayoutContext<unknown>>?];
  const run = {
    now,
    submit: (...[i = {}, c = {}]: More) => method.submit(instruction(i), context(c)),
    query: (...[i = {}, c = {}]: More) => method.query(instruction(i), context(c)),
    withdraw: (...[i = {}, c = {}]: More) => method.withdraw(instruction(i), context(c)),
  };
  return { run, provider: () => provider };
}

type Answer = Awaited<ReturnType<InstantPayoutMethod['query']>>;

function secretOf(answer: Answer): PayoutSecret | undefined {
  return 'secret' in answer ? answer.secret : undefined;
}

function providerRefOf(answer: Answer): string | undefined {
  return 'providerRef' in answer ? answer.providerRef : undefined;
}

function wordsOf({ values, url }: PayoutSecret): string[] {
  return [...values.map(({ value }) => value), ...(url === undefined ? [] : [url])];
}

/** Another amount that the method pays. */
function otherAmount({ amount }: InstantPayoutMethod, harness: InstantHarness): number {
  return harness.amountYen === amount.maxYen ? amount.minYen : harness.amountYen + amount.stepYen;
}

/** Addresses of a server that was there and has gone. */
async function deadEndpoints(method: InstantPayoutMethod): Promise<Record<string, string>> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  await new Promise((resolve) => server.close(resolve));
  return Object.fromEntries(method.endpoints.map((name) => [name, `http://127.0.0.1:${port}`]));
}
