import { AppError } from '@tenohira/core';
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { errors } from '../errors.ts';

/** RFC 6749 sections 4.1.2.1 and 5.2: what is our own setting's fault, and what passes. */
const OUR_FAULT = [
  'invalid_client',
  'unauthorized_client',
  'unsupported_response_type',
  'invalid_scope',
  'invalid_request',
];
const PASSES = ['temporarily_unavailable', 'server_error'];

/** What Keycloak, on which デジタル認証アプリ is built, says where nobody came with a card in time. */
const TIME_IS_OVER = 'authentication_expired';

/** The protocol's answers and failures in our words. Keeps the kind, drops the rest: it can hold claims and codes. */
export function toIdentityError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const details = { reason: error.error };
    if (error.error_description === TIME_IS_OVER) return errors.REQUEST_EXPIRED({ details });
    if (OUR_FAULT.includes(error.error)) return errors.PROVIDER_MISCONFIGURED({ details });
    if (PASSES.includes(error.error)) return errors.PROVIDER_UNAVAILABLE({ details });
    return errors.AUTHENTICATION_FAILED({ details });
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    return errors.AUTHENTICATION_FAILED({ details: { reason: error.code } });
  }
  if (error instanceof ClientError) {
    const details = { reason: error.code ?? 'NETWORK' };
    return isOutOfReach(error) ? errors.PROVIDER_UNAVAILABLE({ details }) : errors.AUTHENTICATION_FAILED({ details });
  }
  // fetch() says so where nothing listens.
  if (error instanceof TypeError) return errors.PROVIDER_UNAVAILABLE({ details: { reason: 'NETWORK' } });
  return errors.PROVIDER_MISCONFIGURED({ details: { reason: error instanceof Error ? error.name : typeof error } });
}

/** A time-out, a broken connection, or a status that is none of the protocol's (a proxy's 502). */
function isOutOfReach({ code }: ClientError): boolean {
  return (
    code === undefined ||
    ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'].includes(code)
  );
}
