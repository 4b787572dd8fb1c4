// Who a resident is. One LINE account is one person and one person is one LINE account, in each tenant.
import { type Actor, appendAudit, listAudit } from '@tenohira/audit';
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { OpenedSecrets, TenantSecrets } from '@tenohira/secrets';
import { errors } from './errors.ts';
import { matchKeys } from './matching/index.ts';
import { type Person, personSchema } from './person.ts';

export type Registration = { registrationId: string; verifiedAt: Date; consentVersion: string; consentedAt: Date };

/** A resident's registration, without anything that identifies them. */
export async function findRegistration(db: TenantDb, residentId: string): Promise<Registration | undefined> {
  const [row] = await db.sql<Registration>(
    `select id as "registrationId", verified_at as "verifiedAt", consent_version as "consentVersion",
            consented_at as "consentedAt"
     from identity_registration where resident_id = $1`,
    [residentId],
  );
  return row;
}

/** @throws AppError IDENTITY_REGISTRATION_NOT_FOUND */
export async function readPerson(db: TenantDb, secrets: TenantSecrets, registrationId: string): Promise<Person> {
  const row = await db.prisma.identityRegistration.findFirst({ where: { id: registrationId } });
  if (!row) throw errors.REGISTRATION_NOT_FOUND();
  const person = await secrets.decrypt(db.tenantId, personPlace(row.id), row.person);
  return personSchema.parse(JSON.parse(person.toString()));
}

/**
 * Deletes all that was kept of the person, and with it what lists matched them; links that are still open die too. Call
 * it late in a transaction: it appends to the audit chain.
 *
 * @returns whether there was a registration
 */
export async function withdrawRegistration(db: TenantDb, residentId: string, actor: Actor): Promise<boolean> {
  const [gone] = await db.sql<{ id: string }>('delete from identity_registration where resident_id = $1 returning id', [
    residentId,
  ]);
  await db.sql(
    `update identity_request set status = 'failed', error_code = 'IDENTITY_WITHDRAWN', handshake = null, finished_at = now()
     where resident_id = $1 and status in ('opened', 'away')`,
    [residentId],
  );
  if (!gone) return false;
  await appendAudit(db, [
    {
      actor,
      action: 'identity.registration-withdrawn',
      subject: `resident:${residentId}`,
      detail: { registrationId: gone.id },
    },
  ]);
  return true;
}

export type ConsentStep = {
  at: Date;
  /** `withdrawn`: by the resident, or by staff who deleted them. */
  step: 'registered' | 'refreshed' | 'withdrawn';
  /** What was consented to; none for a withdrawal. */
  version: string | null;
};

const CONSENT_STEPS: Readonly<Record<string, ConsentStep['step']>> = {
  'identity.registered': 'registered',
  'identity.refreshed': 'refreshed',
  'identity.registration-withdrawn': 'withdrawn',
};

/** To which version of the words a resident consented and when, oldest first: from the audit, which outlives the registration. */
export async function listConsents(db: TenantDb, residentId: string): Promise<ConsentStep[]> {
  const links = await listAudit(db, { subject: `resident:${residentId}`, limit: 1_000 });
  return links.flatMap(({ at, action, detail }) => {
    const step = CONSENT_STEPS[action];
    const version = typeof detail.consentVersion === 'string' ? detail.consentVersion : null;
    return step === undefined ? [] : [{ at, step, version }];
  });
}

/** Deletes what is left of a resident's requests, when the resident is deleted. */
export async function forgetRequestsOf(db: TenantDb, residentId: string): Promise<void> {
  await db.prisma.identityRequest.deleteMany({ where: { residentId } });
}

export type NewRegistration = {
  residentId: string;
  person: Person;
  consentVersion: string;
  consentedAt: Date;
  verifiedAt: Date;
};

/**
 * Registers a resident, or takes over what has changed (a move, a new name) where they are registered as this person.
 * @throws AppError IDENTITY_PERSON_TAKEN, IDENTITY_ACCOUNT_TAKEN
 */
export async function saveRegistration(
  db: TenantDb,
  secrets: OpenedSecrets,
  registration: NewRegistration,
): Promise<{ registrationId: string; outcome: 'registered' | 'refreshed' }> {
  const { residentId, person, consentVersion, consentedAt, verifiedAt } = registration;
  const subjectIndex = secrets.blindIndex('identity_registration.subject_index', person.sub);
  const keys = matchKeys(secrets, person);
  const values = (id: string) => [
    id,
    secrets.encrypt(personPlace(id), JSON.stringify(personSchema.parse(person))),
    keys.keyFull,
    keys.keyLot,
    keys.keyNameBirth,
    keys.keyBirthLot,
    keys.keyNameLot,
    consentVersion,
    consentedAt,
    verifiedAt,
  ];
  const newId = uuidv7();
  // Whichever of the two unique keys is taken: the rows that are there say which, also when they came just now.
  const [created] = await db.sql(
    `insert into identity_registration (id, person, key_full, key_lot, key_name_birth, key_birth_lot, key_name_lot,
       consent_version, consented_at, verified_at, resident_id, subject_index)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning id`,
    [...values(newId), residentId, subjectIndex],
  );
  if (created) return { registrationId: newId, outcome: 'registered' };
  const [own] = await db.sql<{ id: string; subjectIndex: string }>(
    'select id, subject_index as "subjectIndex" from identity_registration where resident_id = $1 for update',
    [residentId],
  );
  if (!own) throw errors.PERSON_TAKEN();
  if (own.subjectIndex !== subjectIndex) throw errors.ACCOUNT_TAKEN();
  await db.sql(
    `update identity_registration set person = $2, key_full = $3, key_lot = $4, key_name_birth = $5, key_birth_lot = $6,
       key_name_lot = $7, consent_version = $8, consented_at = $9, verified_at = $10 where id = $1`,
    values(own.id),
  );
  return { registrationId: own.id, outcome: 'refreshed' };
}

function personPlace(registrationId: string): string {
  return `identity_registration.person:${registrationId}`;
}
