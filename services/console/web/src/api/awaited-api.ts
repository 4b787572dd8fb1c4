// Routes that stand outside the server's declarations (whoever signs in has no role yet), written down by hand.
// One that is declared on the server is taken out here, and its types come from there.
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';

type Get<Answer, Query = unknown> = { params: unknown; query: Query; body: unknown; answer: Answer };
type Send<Body, Answer> = { params: unknown; query: unknown; body: Body; answer: Answer };
type Done = { next: 'done' };
type Nothing = { ok: true };

export type StaffRole = 'owner' | 'editor' | 'approver' | 'viewer' | 'operator';
export type StaffPermission = 'read' | 'handle' | 'prepare' | 'approve' | 'manage' | 'operate';

/** Who is signed in. */
export type Me = {
  staffId: string;
  name: string;
  role: StaffRole;
  permissions: StaffPermission[];
  /** Nothing for operators, who belong to no city. */
  city: { name: string; slug: string; practice: boolean } | null;
  stepUpUntil: string | null;
};

export type AwaitedApi = {
  'GET /me': Get<Me>;

  'GET /sign-in/cities': Get<{ cities: { slug: string; name: string }[] }, { text?: string }>;
  'POST /sign-in/password': Send<{ city: string; email: string; password: string }, { next: 'code' }>;
  'POST /sign-in/code': Send<{ code: string }, Done>;
  'POST /sign-in/passkey/options': Send<{ city: string }, PublicKeyCredentialRequestOptionsJSON>;
  'POST /sign-in/passkey': Send<{ response: AuthenticationResponseJSON }, Done>;

  'POST /invitations/open': Send<
    { token: string },
    { city: { name: string } | null; email: string; name: string; role: StaffRole }
  >;
  'POST /invitations/password': Send<{ token: string; password: string }, { totp: { secret: string; uri: string } }>;
  'POST /invitations/totp': Send<{ token: string; code: string }, { recoveryCodes: string[] }>;
  'POST /invitations/passkey/options': Send<{ token: string }, PublicKeyCredentialCreationOptionsJSON>;
  'POST /invitations/passkey': Send<{ token: string; response: RegistrationResponseJSON; label: string }, Done>;

  'POST /password-reset': Send<{ city: string; email: string }, Nothing>;
  'POST /password-reset/password': Send<{ token: string; password: string }, Nothing>;

  'POST /session/refresh': Send<unknown, Nothing>;
  'POST /session/end': Send<unknown, Nothing>;
  'GET /sessions': Get<{
    sessions: {
      sessionId: string;
      current: boolean;
      startedAt: string;
      lastUsedAt: string;
      ipAddress: string | null;
      userAgent: string | null;
    }[];
  }>;
  'DELETE /sessions/:sessionId': { params: { sessionId: string }; query: unknown; body: unknown; answer: Nothing };

  'POST /step-up/passkey/options': Send<unknown, PublicKeyCredentialRequestOptionsJSON>;
  'POST /step-up/passkey': Send<{ response: AuthenticationResponseJSON }, Done>;
  'POST /step-up/code': Send<{ code: string }, Done>;

  'GET /me/passkeys': Get<{
    passkeys: { passkeyId: string; label: string; createdAt: string; lastUsedAt: string | null }[];
  }>;
  'POST /me/passkeys/options': Send<unknown, PublicKeyCredentialCreationOptionsJSON>;
  'POST /me/passkeys': Send<{ response: RegistrationResponseJSON; label: string }, { passkeyId: string }>;
  'DELETE /me/passkeys/:passkeyId': { params: { passkeyId: string }; query: unknown; body: unknown; answer: Nothing };
  'POST /me/totp': Send<unknown, { secret: string; uri: string }>;
  'POST /me/totp/confirm': Send<{ code: string }, Nothing>;
  'POST /me/recovery-codes': Send<unknown, { recoveryCodes: string[] }>;
};
