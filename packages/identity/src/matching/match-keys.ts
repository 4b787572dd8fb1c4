import type { LocalDate } from '@tenohira/core';
import type { OpenedSecrets } from '@tenohira/secrets';
import { normaliseAddress } from './normalise-address.ts';
import { normaliseName } from './normalise-name.ts';

/**
 * Keyed hashes under which two records of one person meet without either being read. A key that would need an address
 * is empty where there is none: an empty key meets nobody, and whoever compares must leave it out.
 */
export type MatchKeys = {
  /** Name, birth date, lot and building. */
  keyFull: string;
  /** Name, birth date and lot: the building is written in too many ways. */
  keyLot: string;
  /** Name and birth date: the same person after a move, or another one. */
  keyNameBirth: string;
  /** Birth date and lot: a name that changed, or is written with another character. */
  keyBirthLot: string;
  /** Name and lot: a birth date that one side has wrong, or parent and child. */
  keyNameLot: string;
};

/** The keys of a person, from what a card or a list says. */
export function matchKeys(
  secrets: OpenedSecrets,
  person: { name: string; birthdate: LocalDate; address: string },
): MatchKeys {
  const name = normaliseName(person.name);
  const { lot, building } = normaliseAddress(person.address);
  const key = (purpose: keyof MatchKeys, ...parts: readonly string[]) =>
    parts.includes('') ? '' : secrets.blindIndex(`identity.${purpose}`, parts.join('\n'));
  return {
    keyFull: key('keyFull', name, person.birthdate, lot, `:${building}`),
    keyLot: key('keyLot', name, person.birthdate, lot),
    keyNameBirth: key('keyNameBirth', name, person.birthdate),
    keyBirthLot: key('keyBirthLot', person.birthdate, lot),
    keyNameLot: key('keyNameLot', name, lot),
  };
}
