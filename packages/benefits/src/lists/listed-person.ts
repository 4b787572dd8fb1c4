// What is kept of a person on a list, and where. The id of an entitlement follows from who the person is, so that rows
// can be encrypted for their place before the list is applied, and the same person has the same entitlement in every list
// of a program.
import { hash } from 'node:crypto';
import type { LocalDate } from '@tenohira/core';
import { type BankAccount, bankAccountSchema } from '@tenohira/feature-kit';
import type { OpenedSecrets } from '@tenohira/secrets';
import { z } from 'zod';

export const listedPersonSchema = z.object({
  /** 宛名番号 */
  addressee: z.string(),
  /** 世帯番号 */
  household: z.string(),
  name: z.string(),
  /** Empty where the list has none. */
  kana: z.string(),
  birthdate: z.string(),
  /** Empty where the list has none: nothing can be posted to this person. */
  address: z.string(),
});
export type ListedPerson = z.infer<typeof listedPersonSchema> & { birthdate: LocalDate };

export const listedPersonPlace = (entitlementId: string) => `benefit_entitlement.person:${entitlementId}`;
export const listedAccountPlace = (entitlementId: string) => `benefit_entitlement.account:${entitlementId}`;

export function personIndexOf(secrets: OpenedSecrets, addressee: string): string {
  return secrets.blindIndex('benefit_entitlement.person_index', normaliseNumber(addressee));
}

export function householdIndexOf(secrets: OpenedSecrets, household: string): string {
  return secrets.blindIndex('benefit_household.number_index', normaliseNumber(household));
}

/** A UUID of version 8 (RFC 9562 section 5.8). `apply-list.ts` says the same in SQL. */
export function entitlementIdOf(programId: string, personIndex: string): string {
  const hex = hash('sha256', `${programId}|${personIndex}`, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The same id in SQL, from an expression for the program's id and one for the person's index. */
export function entitlementIdSql(programId: string, personIndex: string): string {
  const hex = `encode(sha256(convert_to(${programId}::text || '|' || ${personIndex}, 'UTF8')), 'hex')`;
  return `overlay(overlay(left(${hex}, 32) placing '8' from 13) placing 'a' from 17)::uuid`;
}

/** @throws AppError SECRETS_NOT_DECRYPTABLE */
export function readListedPerson(
  secrets: OpenedSecrets,
  entitlement: { id: string; person: Uint8Array },
): ListedPerson {
  const text = secrets.decrypt(listedPersonPlace(entitlement.id), entitlement.person).toString();
  return listedPersonSchema.parse(JSON.parse(text));
}

/** The account that the city holds; undefined where it holds none. @throws AppError SECRETS_NOT_DECRYPTABLE */
export function readListedAccount(
  secrets: OpenedSecrets,
  entitlement: { id: string; account: Uint8Array | null },
): BankAccount | undefined {
  if (entitlement.account === null) return undefined;
  const text = secrets.decrypt(listedAccountPlace(entitlement.id), entitlement.account).toString();
  return bankAccountSchema.parse(JSON.parse(text));
}

function normaliseNumber(number: string): string {
  return number.normalize('NFKC').trim();
}
