import { type ClaimTools, claimByResident, declineByResident } from '@tenohira/benefits';
import { followCase, submitCase } from '@tenohira/cases';
import { departmentOf, type Installed } from '@tenohira/catalog';
import { hashToken } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { PLATFORM_EFFECTS } from '@tenohira/feature-kit';
import type { FeatureEffect } from '@tenohira/flow';
import { openIdentityRequest, withdrawRegistration } from '@tenohira/identity';
import { storePush } from '@tenohira/messaging';
import { cancelJob, scheduleJob } from '@tenohira/scheduling';
import type { z } from 'zod';
import { storeBenefitPage } from './benefit-pages.ts';
import { errors } from './errors.ts';

type Scope = {
  installed: readonly Installed[];
  residentId: string;
  now: Date;
  /** When the event reached us: what a period is judged by. */
  receivedAt: Date;
  effects: readonly FeatureEffect[];
};
type PlatformEffects = typeof PLATFORM_EFFECTS;
type By = { deps: ClaimTools; residentId: string; featureKey: string; receivedAt: Date };
type Handlers = {
  [Type in keyof PlatformEffects]: (db: TenantDb, payload: z.infer<PlatformEffects[Type]>, by: By) => Promise<void>;
};

const handlers: Handlers = {
  'case.submit': async (db, payload, { residentId, featureKey }) => {
    const departmentId = await departmentOf(db, featureKey);
    await submitCase(db, payload, { residentId, featureKey, ...(departmentId === null ? {} : { departmentId }) });
  },
  'case.follow': (db, payload, by) => followCase(db, payload.caseId, by.residentId),
  'form.open': async (db, payload, by) => {
    const { formId, token, expiresAt, ...definition } = payload;
    await db.prisma.formRequest.create({
      data: {
        id: formId,
        residentId: by.residentId,
        tokenHash: hashToken(token),
        definition,
        expiresAt: new Date(expiresAt),
      },
    });
  },
  'job.schedule': (db, payload, by) => scheduleJob(db, by.featureKey, { ...payload, runAt: new Date(payload.runAt) }),
  'job.cancel': (db, payload, by) => cancelJob(db, by.featureKey, payload.dedupeKey),
  'identity.open-page': (db, payload, by) =>
    openIdentityRequest(db, { ...payload, residentId: by.residentId, expiresAt: new Date(payload.expiresAt) }),
  'identity.withdraw': async (db, _payload, by) => {
    await withdrawRegistration(db, by.residentId, `resident:${by.residentId}`);
  },
  'benefit.claim': async (db, payload, { deps, residentId, receivedAt }) => {
    await claimByResident(db, deps, { ...payload, residentId, receivedAt });
  },
  'benefit.decline': (db, payload, { residentId, receivedAt }) =>
    declineByResident(db, { ...payload, residentId, receivedAt }),
  'benefit.open-page': (db, payload, by) =>
    storeBenefitPage(db, { ...payload, residentId: by.residentId, expiresAt: new Date(payload.expiresAt) }),
};

/** Does what the flow asked for: the platform's own effects, and those that the feature brings. */
export async function carryOutEffects(deps: ClaimTools, db: TenantDb, scope: Scope): Promise<void> {
  const { installed, residentId, now, receivedAt } = scope;
  for (const { type, payload, featureKey } of scope.effects) {
    if (isPlatformEffect(type)) {
      await carryOut(type, db, payload, { deps, residentId, featureKey, receivedAt });
      continue;
    }
    const entry = installed.find((candidate) => candidate.feature.key === featureKey);
    const effect = entry?.feature.effects?.[type];
    if (!entry || !effect) throw errors.EFFECT_UNKNOWN({ details: { type, featureKey } });
    await effect(
      {
        db,
        settings: entry.settings,
        now,
        residentId,
        push: (intent) => storePush(db, { ...intent, purpose: 'feature', about: featureKey }),
        schedule: (intent) => scheduleJob(db, featureKey, intent),
      },
      payload,
    );
  }
}

function isPlatformEffect(type: string): type is keyof PlatformEffects {
  return Object.hasOwn(PLATFORM_EFFECTS, type);
}

async function carryOut<Type extends keyof PlatformEffects>(
  type: Type,
  db: TenantDb,
  payload: unknown,
  by: By,
): Promise<void> {
  const parsed = PLATFORM_EFFECTS[type].parse(payload) as z.infer<PlatformEffects[Type]>; // TypeScript loses which schema of the union this is
  await handlers[type](db, parsed, by);
}
