// Misfortunes that can be switched on: what LINE and the network between do on a bad day.
import { z } from 'zod';

export const API_FAULT_KINDS = [
  'api429Rate',
  'api429Concurrency',
  'api429Monthly',
  'api500BeforeAcceptance',
  'api500AfterAcceptance',
  'apiTimeoutAfterAcceptance',
  'apiSlow',
  'apiConnectionReset',
  'apiHtmlBody',
] as const;

export const WEBHOOK_FAULT_KINDS = ['webhookDuplicate', 'webhookReorder', 'webhookDelay', 'webhookDrop'] as const;
export const CONTENT_FAULT_KINDS = ['contentNotReady', 'contentGone'] as const;

/** Of the identity provider: an ID token that answers another request, and userinfo of another subject. */
export const IDENTITY_FAULT_KINDS = ['identityWrongNonce', 'identityUserinfoMismatch'] as const;

/** Of the issuers of gift codes, e-money and cash. */
export const ISSUER_FAULT_KINDS = ['issuerOutOfFunds', 'issuerMaintenance', 'issuerUnlistedCode'] as const;

/** Of the mail server; `channelId` is the recipient's address. */
export const MAIL_FAULT_KINDS = ['mailRefused', 'mailBusy', 'mailHang'] as const;

export const faultSchema = z.strictObject({
  kind: z.enum([
    ...API_FAULT_KINDS,
    ...WEBHOOK_FAULT_KINDS,
    ...CONTENT_FAULT_KINDS,
    ...IDENTITY_FAULT_KINDS,
    ...ISSUER_FAULT_KINDS,
    ...MAIL_FAULT_KINDS,
  ]),
  /** The channel, the account at an issuer, or the recipient of a letter. */
  channelId: z.string().optional(),
  /** `push`, `/v2/bot/message/push` or `POST /v2/bot/message/push`; absent means every endpoint. */
  endpoint: z.string().optional(),
  /** How many times it strikes; absent means until it is cleared. */
  count: z.int().positive().optional(),
  /** How many matching occasions pass unharmed first. */
  skip: z.int().nonnegative().optional(),
  /** Chance of striking at each occasion, drawn from a generator that `seed` starts: the same seed strikes the same calls. */
  probability: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  /** Milliseconds, for `apiSlow`, `apiTimeoutAfterAcceptance` (absent: never answers) and `webhookDelay`. */
  ms: z.int().nonnegative().optional(),
  /** For `apiHtmlBody` (503 where absent), `contentGone` (410), `mailRefused` (550) and `mailBusy` (451). */
  status: z.int().min(400).max(599).optional(),
  /** For `apiConnectionReset`, `mailHang`, and at issuers `apiHtmlBody`: what came is accepted before that. */
  afterAcceptance: z.boolean().optional(),
});

export const faultListSchema = z.strictObject({ faults: z.array(faultSchema) });

export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['kind'];
export type Occasion = {
  channelId: string;
  method?: string;
  route?: string;
  /** Faults that name no endpoint pass by: a token is asked for between two calls, and would use up their count. */
  onlyIfNamed?: boolean;
  /** Where one kind may strike at two moments: faults of the other pass by. */
  moment?: 'before-acceptance' | 'after-acceptance';
};

export type Faults = {
  set(faults: readonly Fault[]): void;
  list(): { fault: Fault; struck: number }[];
  /** The fault that strikes here, if one does; it is then counted. */
  strike(kind: FaultKind, occasion: Occasion): Fault | undefined;
};

export function createFaults(): Faults {
  let rules: { fault: Fault; struck: number; met: number; random: () => number }[] = [];
  return {
    set: (faults) => {
      rules = faults.map((fault) => ({ fault, struck: 0, met: 0, random: seededRandom(fault.seed ?? 1) }));
    },
    list: () => rules.map(({ fault, struck }) => ({ fault, struck })),
    strike: (kind, occasion) => {
      for (const rule of rules) {
        if (rule.fault.kind !== kind || !matches(rule.fault, occasion)) continue;
        rule.met += 1;
        if (rule.met <= (rule.fault.skip ?? 0)) continue;
        if (rule.fault.count !== undefined && rule.struck >= rule.fault.count) continue;
        if (rule.fault.probability !== undefined && rule.random() >= rule.fault.probability) continue;
        rule.struck += 1;
        return rule.fault;
      }
      return undefined;
    },
  };
}

function matches(fault: Fault, occasion: Occasion): boolean {
  if (fault.channelId !== undefined && fault.channelId !== occasion.channelId) return false;
  if (occasion.moment !== undefined && (occasion.moment === 'after-acceptance') !== (fault.afterAcceptance === true)) {
    return false;
  }
  if (fault.endpoint === undefined) return occasion.onlyIfNamed !== true;
  const { method, route } = occasion;
  if (route === undefined) return false;
  return (
    fault.endpoint === route || fault.endpoint === `${method} ${route}` || fault.endpoint === route.split('/').at(-1)
  );
}

/** Mulberry32: small, fast, and the same numbers on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
