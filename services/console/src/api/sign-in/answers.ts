import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@tenohira/staff';
import { z } from 'zod';
import { instant } from '../answer.ts';
import { standing } from '../billing/answers.ts';
import { role } from '../staff/answers.ts';

export const me = z
  .object({
    staffId: z.uuid(),
    name: z.string(),
    role,
    permissions: z.array(z.enum(['read', 'handle', 'prepare', 'approve', 'manage', 'operate'])),
    hasPassword: z.boolean().meta({ description: 'パスキーだけでサインインする人はfalse' }),
    city: z
      .object({ slug: z.string(), name: z.string(), practice: z.boolean(), standing })
      .nullable()
      .meta({ description: '運営の人はnull' }),
    stepUpUntil: instant.nullable().meta({ description: '大切な操作を、確かめなおさずにできる期限' }),
  })
  .meta({ id: 'Me' });

export const session = z
  .object({
    ...{ sessionId: z.uuid(), createdAt: instant, lastSeenAt: instant, ip: z.string(), userAgent: z.string() },
    isThis: z.boolean(),
  })
  .meta({ id: 'Session' });

export const passkey = z
  .object({ passkeyId: z.uuid(), label: z.string(), createdAt: instant, lastUsedAt: instant.nullable() })
  .meta({ id: 'Passkey' });

/** For the browser's own functions, as the library made them: https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON */
export const passkeyCreation = z.object({
  options: z.custom<PublicKeyCredentialCreationOptionsJSON>().meta({
    ...{ id: 'PasskeyCreationOptions', type: 'object' },
    description: 'WebAuthnのPublicKeyCredentialCreationOptionsJSON',
  }),
});
export const passkeyRequest = z.object({
  options: z.custom<PublicKeyCredentialRequestOptionsJSON>().meta({
    ...{ id: 'PasskeyRequestOptions', type: 'object' },
    description: 'WebAuthnのPublicKeyCredentialRequestOptionsJSON',
  }),
});

/** For an authenticator: to be typed in, and to be shown as a QR code. */
export const totp = z.object({ secret: z.string(), uri: z.string() }).meta({ id: 'Totp' });

export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const cityName = z.object({ slug: z.string(), name: z.string() });

export const invitation = z.object({
  ...{ email: z.string(), name: z.string(), role },
  city: z.object({ name: z.string() }),
});

/** What the person does next. */
export const codeIsNext = z.object({ next: z.literal('code') });
export const signedIn = z.object({ next: z.literal('done') });
