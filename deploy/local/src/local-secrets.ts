import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const localSecretsSchema = z.object({
  masterKey: z.string(),
  databasePassword: z.string(),
  /** PKCS #8 in PEM: signs what this installation says to the identity provider. */
  identityPrivateKey: z.string(),
  /** PKCS #8 in PEM: signs the console's access tokens. */
  consoleSigningKey: z.string(),
  /** Of this installation's account at Stripe, as the sandbox plays it. */
  stripeSecretKey: z.string(),
  stripeWebhookSecret: z.string(),
});

export type LocalSecrets = z.infer<typeof localSecretsSchema>;

/** The secrets of this machine's installation: made at the first start, kept for the owner's eyes. */
export function loadLocalSecrets(dataDir: string): LocalSecrets {
  const path = join(dataDir, 'secrets.json');
  const kept: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const known = localSecretsSchema.partial().parse(kept);
  // An installation that an older version made lacks what has been added since.
  const made = makeSecrets();
  const secrets = {
    masterKey: known.masterKey ?? made.masterKey,
    databasePassword: known.databasePassword ?? made.databasePassword,
    identityPrivateKey: known.identityPrivateKey ?? made.identityPrivateKey,
    consoleSigningKey: known.consoleSigningKey ?? made.consoleSigningKey,
    stripeSecretKey: known.stripeSecretKey ?? made.stripeSecretKey,
    stripeWebhookSecret: known.stripeWebhookSecret ?? made.stripeWebhookSecret,
  };
  if (Object.keys(known).length < Object.keys(secrets).length) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  }
  return secrets;
}

function makeSecrets(): LocalSecrets {
  const identity = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const console = generateKeyPairSync('ed25519');
  return {
    masterKey: randomBytes(32).toString('base64'),
    databasePassword: randomBytes(18).toString('base64url'),
    identityPrivateKey: identity.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    consoleSigningKey: console.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    stripeSecretKey: `sk_test_${randomBytes(24).toString('hex')}`,
    stripeWebhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
  };
}
