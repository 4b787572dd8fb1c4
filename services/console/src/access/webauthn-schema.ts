// What a browser's passkey answers, as JSON (https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON). Only the
// shape is read here; whether it is true is checked in packages/staff.
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@tenohira/staff';
import { z } from 'zod';

const text = z.string().max(20_000);
const extensions = z.looseObject({});

export const authenticationResponseSchema: z.ZodType<AuthenticationResponseJSON> = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
    userHandle: text.exactOptional(),
  }),
});

export const registrationResponseSchema: z.ZodType<RegistrationResponseJSON> = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: z.array(z.string().max(40)).max(20).exactOptional(),
  }),
});
