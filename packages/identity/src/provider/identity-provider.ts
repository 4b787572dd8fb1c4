import type { Person } from '../person.ts';

/** What one authentication is bound by, from the way out to the way back. */
export type Handshake = {
  state: string;
  nonce: string;
  /** PKCE, RFC 7636: 43 to 128 characters. */
  verifier: string;
};

export type IdentityProvider = {
  /** The provider's site, for a page's `form-action`: browsers apply it to the redirects of a form too. */
  origin: string;
  /** @throws AppError IDENTITY_PROVIDER_UNAVAILABLE, IDENTITY_PROVIDER_MISCONFIGURED */
  authorizationUrl(handshake: Handshake): Promise<string>;
  /**
   * Turns the parameters of the way back into a person. Not repeatable: the code in them is good once.
   *
   * @returns `declined` where the person stopped it themselves
   * @throws AppError IDENTITY_AUTHENTICATION_FAILED, IDENTITY_PERSON_INCOMPLETE, IDENTITY_PROVIDER_UNAVAILABLE,
   * IDENTITY_PROVIDER_MISCONFIGURED
   */
  readPerson(parameters: URLSearchParams, handshake: Handshake): Promise<Person | 'declined'>;
};
