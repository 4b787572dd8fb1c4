// Stripe as the sandbox plays it: accounts, their time, and their events.
import { createHash } from 'node:crypto';
import type { Faults } from '../faults.ts';
import type { Store } from '../state/store.ts';
import type { VirtualClock } from '../state/virtual-clock.ts';
import { type Desk, randomDigits } from './desk.ts';
import { emptyAccount, type StripeAccount, type StripeEvent } from './model.ts';
import { invalidKey, noKey } from './stripe-error.ts';
import { catchUp } from './time.ts';
import { createStripeWebhooks } from './webhooks.ts';

const MAX_EVENTS = 10_000;
const KEY = /^sk_test_[A-Za-z0-9]{16,}$/;

/** Who asks: an event says by which request it came about. */
type Request = { requestId: string; idempotencyKey: string | null };

export function createStripe(deps: { store: Store; clock: VirtualClock; faults: Faults }) {
  const { store, clock } = deps;
  const webhooks = createStripeWebhooks(deps);

  /** The account of that secret key; every test key opens one of its own. */
  const accountOf = (secretKey: string): StripeAccount => {
    if (secretKey === '') throw noKey();
    if (!KEY.test(secretKey)) throw invalidKey(secretKey);
    const id = `acct_${createHash('sha256').update(secretKey).digest('hex').slice(0, 16)}`;
    store.world.stripeAccounts[id] ??= emptyAccount(id);
    return store.world.stripeAccounts[id];
  };

  const deskOf = (account: StripeAccount, request?: Request): Desk => {
    const desk: Desk = {
      account,
      now: Math.floor(clock.nowMs() / 1_000),
      // A method, so that an event bears the moment of the desk that it happens at.
      emit(type, object) {
        const event: StripeEvent = {
          id: `evt_${randomDigits()}`,
          type,
          created: this.now,
          object,
          requestId: request?.requestId ?? null,
          idempotencyKey: request?.idempotencyKey ?? null,
          delivered: account.webhook === undefined,
        };
        account.events.push(event);
        if (account.events.length > MAX_EVENTS * 1.25) account.events = account.events.slice(-MAX_EVENTS);
        void webhooks.send(account, event);
      },
    };
    return desk;
  };

  /** An account at this moment, with all done that was due before it. */
  const openDesk = (account: StripeAccount, request?: Request): Desk => {
    catchUp(deskOf(account));
    store.touch();
    return deskOf(account, request);
  };

  return {
    webhooks,
    /** `account/idempotency key` of requests that are being carried out. */
    underWay: new Set<string>(),
    accountOf,
    openDesk,
    findAccount: (id: string): StripeAccount | undefined => store.world.stripeAccounts[id],
    listAccounts: (): StripeAccount[] => Object.values(store.world.stripeAccounts),
    /** After the clock was moved: what was due happens now, and not when somebody asks. */
    catchUp: (): void => {
      for (const account of Object.values(store.world.stripeAccounts)) openDesk(account);
    },
  };
}
