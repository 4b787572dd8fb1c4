// Issuing tokens: developers.line.biz/en/reference/messaging-api/#channel-access-token
import { timingSafeEqual } from 'node:crypto';
import type { Sandbox } from '../sandbox.ts';
import type { Channel } from '../state/model.ts';
import type { Identified, LineEndpoint } from './endpoint.ts';
import { LineError } from './line-error.ts';
import { issueShortLivedToken, issueStatelessToken, revokeShortLivedToken } from './tokens.ts';

export const tokenEndpoints: readonly LineEndpoint[] = [
  {
    method: 'POST',
    path: '/oauth2/v3/token',
    identify: readClient,
    handle: ({ sandbox, channel }) => ({ body: issueStatelessToken(sandbox.store, sandbox.clock, channel) }),
  },
  {
    method: 'POST',
    path: '/v2/oauth/accessToken',
    identify: readClient,
    handle: ({ sandbox, channel }) => ({ body: issueShortLivedToken(sandbox.store, sandbox.clock, channel) }),
  },
];

/** LINE answers 200 whatever the token is. */
export function revokeToken(sandbox: Sandbox, request: Identified): void {
  revokeShortLivedToken(sandbox.store, sandbox.directory.findChannel, readForm(request).get('access_token') ?? '');
}

/** @throws LineError 400 as RFC 6749 section 5.2 words it. */
function readClient(sandbox: Sandbox, request: Identified): Channel {
  const form = readForm(request);
  if (form.get('grant_type') !== 'client_credentials') {
    throw oauthError('unsupported_grant_type', 'unsupported grant_type');
  }
  const channel = sandbox.directory.findChannel(form.get('client_id') ?? '');
  if (channel === undefined) throw oauthError('invalid_client', 'invalid client_id');
  if (!isSame(form.get('client_secret') ?? '', channel.channelSecret)) {
    throw oauthError('invalid_client', 'invalid client_secret');
  }
  return channel;
}

function readForm({ contentType, bytes }: Identified): URLSearchParams {
  if (!/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
    throw oauthError('invalid_request', 'content type must be application/x-www-form-urlencoded');
  }
  return new URLSearchParams(bytes.toString());
}

function oauthError(error: string, description: string): LineError {
  return new LineError(400, { error, error_description: description });
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
