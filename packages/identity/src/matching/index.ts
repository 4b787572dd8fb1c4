export { type MatchKeys, matchKeys } from './match-keys.ts';
export { type NormalisedAddress, normaliseAddress } from './normalise-address.ts';
export { normaliseName } from './normalise-name.ts';
