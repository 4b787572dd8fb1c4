// What staff see of one resident once they have said why: the history without a name, and the name for a reason of its own.
import { type Actor, appendAudit } from '@tenohira/audit';
import { listClaimsOfResident, type ResidentApplication } from '@tenohira/benefits';
import { listCasesOfResident, type ResidentCase } from '@tenohira/cases';
import type { Catalog } from '@tenohira/catalog';
import type { Database, TenantDb } from '@tenohira/db';
import { type ConsentStep, findRegistration, listConsents, readPerson } from '@tenohira/identity';
import { type ListedMessage, listMessages } from '@tenohira/messaging';
import type { TenantSecrets } from '@tenohira/secrets';
import { errors } from './errors.ts';
import { getResident, type ListedResident } from './list-residents.ts';
import { readReason } from './reason.ts';

export type Opening = { residentId: string; reason: string; actor: Actor };

export type ResidentHistory = ListedResident & {
  cases: ResidentCase[];
  applications: ResidentApplication[];
  /** The newest 50: what for and what became of them, never what they said. */
  messages: Pick<ListedMessage, 'messageId' | 'createdAt' | 'purposeText' | 'status' | 'statusText'>[];
  /** What they consented to now; null where they are not registered. */
  consent: { version: string; consentedAt: Date; verifiedAt: Date } | null;
  /** How that came about, oldest first. */
  consents: ConsentStep[];
  /** Whose notices they asked for. */
  subscriptions: { featureKey: string; title: string; text: string }[];
};

const MESSAGES = 50;

/** @throws AppError RESIDENT_NOT_FOUND, RESIDENT_REASON_MISSING, RESIDENT_MY_NUMBER */
export async function openResident(
  db: TenantDb,
  catalog: Catalog,
  { residentId, reason, actor }: Opening,
): Promise<ResidentHistory> {
  const written = readReason(reason);
  const resident = await getResident(db, residentId);
  const registration = await findRegistration(db, residentId);
  const history: ResidentHistory = {
    ...resident,
    cases: await listCasesOfResident(db, residentId),
    applications: await listClaimsOfResident(db, residentId),
    messages: (await listMessages(db, { residentId }, { limit: MESSAGES })).map(
      ({ messageId, createdAt, purposeText, status, statusText }) => ({
        ...{ messageId, createdAt, purposeText, status, statusText },
      }),
    ),
    consent: registration
      ? {
          version: registration.consentVersion,
          consentedAt: registration.consentedAt,
          verifiedAt: registration.verifiedAt,
        }
      : null,
    consents: await listConsents(db, residentId),
    subscriptions: await listSubscriptions(db, catalog, residentId),
  };
  await appendAudit(db, [
    { actor, action: 'resident.opened', subject: `resident:${residentId}`, detail: { reason: written } },
  ]);
  return history;
}

export type ResidentIdentity = { name: string; address: string; birthdate: string };

/**
 * Who it is, for a reason of its own: having opened the history is none.
 * @throws AppError RESIDENT_NOT_FOUND, RESIDENT_NOT_REGISTERED, RESIDENT_REASON_MISSING, RESIDENT_MY_NUMBER
 */
export async function openIdentity(
  deps: { db: Database; secrets: TenantSecrets },
  tenantId: string,
  { residentId, reason, actor }: Opening,
): Promise<ResidentIdentity> {
  const written = readReason(reason);
  // The key before the transaction: it may have to be fetched.
  await deps.secrets.opened(tenantId);
  return deps.db.withTenant(tenantId, async (db) => {
    await getResident(db, residentId);
    const registration = await findRegistration(db, residentId);
    if (!registration) throw errors.NOT_REGISTERED();
    const { name, address, birthdate } = await readPerson(db, deps.secrets, registration.registrationId);
    await appendAudit(db, [
      { actor, action: 'resident.identity-opened', subject: `resident:${residentId}`, detail: { reason: written } },
    ]);
    return { name, address, birthdate };
  });
}

async function listSubscriptions(
  db: TenantDb,
  catalog: Catalog,
  residentId: string,
): Promise<ResidentHistory['subscriptions']> {
  const found: ResidentHistory['subscriptions'] = [];
  for (const { key, title, subscriptions } of catalog.features.values()) {
    const text = await subscriptions?.describe(db, residentId);
    if (text !== undefined) found.push({ featureKey: key, title, text });
  }
  return found;
}
