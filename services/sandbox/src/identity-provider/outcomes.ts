// How an authentication ends, and what the service is told of it.

/** What a resident does with the card and the phone. */
export const IDENTITY_OUTCOMES = ['verified', 'declined', 'wrong-card', 'wrong-pin', 'expired'] as const;

export type IdentityOutcome = (typeof IDENTITY_OUTCOMES)[number];

/**
 * The error response (RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6). Which words the real app has for
 * a card that it cannot read is not published: `login_required` is the sandbox's own. That of running out of time is
 * Keycloak's, on which the app's endpoints are built.
 */
export const OUTCOME_ERRORS: Readonly<
  Record<Exclude<IdentityOutcome, 'verified'>, { error: string; error_description: string }>
> = {
  declined: { error: 'access_denied', error_description: 'the user declined' },
  'wrong-card': { error: 'login_required', error_description: 'the card could not be verified' },
  'wrong-pin': { error: 'login_required', error_description: 'the personal identification number was wrong' },
  expired: { error: 'temporarily_unavailable', error_description: 'authentication_expired' },
};
