import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { consoleConfigSchema } from './console.ts';
import { gatewayConfigSchema } from './gateway.ts';
import { ConfigError, loadConfig } from './load-config.ts';
import { localConfigSchema } from './local.ts';
import { workerConfigSchema } from './worker.ts';

const database = {
  APP_DATABASE_URL: 'postgres://app:secret@db:5432/tenohira',
  PLATFORM_DATABASE_URL: 'postgresql://platform:secret@db/tenohira',
  MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
};

/** What the services want besides. */
const services = {
  CONSOLE_SIGNING_KEY: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  MAIL_URL: 'smtp://localhost:3025',
  MAIL_FROM: 'no-reply@tenohira.example',
};

function problemsOf(schema: z.ZodObject, env: Record<string, string>): string[] {
  try {
    loadConfig(schema, env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ name, problem }) => `${name} ${problem}`);
  }
}

describe('loadConfig', () => {
  it('gives what is set, defaults for what is not, frozen, and nothing that was not asked for', () => {
    const config = loadConfig(gatewayConfigSchema, { ...database, GATEWAY_PORT: '8080', HOME: '/root' });
    expect(config).toMatchObject({
      GATEWAY_PORT: 8080,
      GATEWAY_HOST: '127.0.0.1',
      LINE_API_BASE_URL: 'https://api.line.me',
      LINE_DATA_API_BASE_URL: 'https://api-data.line.me',
    });
    expect(config).not.toHaveProperty('HOME');
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('names everything that is wrong at once, and shows no value', () => {
    const env = { ...database, APP_DATABASE_URL: 'mysql://user:hunter2@db/x', MASTER_KEY: '', GATEWAY_PORT: '99999' };
    expect(problemsOf(gatewayConfigSchema, env)).toEqual([
      'GATEWAY_PORT must be a port number',
      'APP_DATABASE_URL must look like postgres://user:password@host:5432/database',
      'MASTER_KEY is missing',
    ]);
    expect(() => loadConfig(gatewayConfigSchema, env)).toThrow(/^((?!hunter2).)*$/s);
  });

  it('counts an empty string as missing, also where there is a default', () => {
    expect(loadConfig(gatewayConfigSchema, { ...database, GATEWAY_PORT: '' }).GATEWAY_PORT).toBe(3000);
    expect(problemsOf(workerConfigSchema, {})).toEqual([
      'APP_DATABASE_URL is missing',
      'PLATFORM_DATABASE_URL is missing',
      'MASTER_KEY is missing',
      'MAIL_URL is missing',
      'MAIL_FROM is missing',
    ]);
  });

  it.each([
    ['GATEWAY_PORT', 'http'],
    ['GATEWAY_PORT', '-1'],
    ['GATEWAY_PORT', '80.5'],
    ['PUBLIC_BASE_URL', 'line.example.jp'],
    ['PUBLIC_BASE_URL', 'javascript:alert(1)'],
    ['MASTER_KEY', Buffer.alloc(16).toString('base64')],
    ['APP_DATABASE_URL', 'postgres://db'],
  ])('refuses %s=%s', (name, value) => {
    expect(problemsOf(gatewayConfigSchema, { ...database, [name]: value })).toHaveLength(1);
  });

  it('takes the slash from the end of an address', () => {
    const config = loadConfig(gatewayConfigSchema, { ...database, PUBLIC_BASE_URL: 'https://line.example.jp/' });
    expect(config.PUBLIC_BASE_URL).toBe('https://line.example.jp');
  });

  it('wants the identity provider whole or not at all', () => {
    const identity = { IDENTITY_ISSUER: 'https://idp.example/realms/main', IDENTITY_CLIENT_ID: 'RP00000001' };
    expect(problemsOf(gatewayConfigSchema, { ...database, ...identity })).toEqual(['IDENTITY_PRIVATE_KEY is missing']);
    expect(problemsOf(gatewayConfigSchema, { ...database, IDENTITY_PRIVATE_KEY: 'key' })).toEqual([
      'IDENTITY_ISSUER is missing',
      'IDENTITY_CLIENT_ID is missing',
    ]);
    expect(problemsOf(gatewayConfigSchema, { ...database, ...identity, IDENTITY_PRIVATE_KEY: 'key' })).toEqual([]);
  });

  it.each([consoleConfigSchema, workerConfigSchema])('wants Stripe whole or not at all', (schema) => {
    const complete = { ...database, ...services };
    const key = { STRIPE_SECRET_KEY: 'sk_test_0123456789abcdef' };
    const secret = { STRIPE_WEBHOOK_SECRET: 'whsec_0123456789abcdef' };
    expect(problemsOf(schema, { ...complete, ...key })).toEqual(['STRIPE_WEBHOOK_SECRET is missing']);
    expect(problemsOf(schema, { ...complete, ...secret })).toEqual(['STRIPE_SECRET_KEY is missing']);
    expect(problemsOf(schema, { ...complete, ...key, ...secret })).toEqual([]);
    // A key that a browser may have is no secret key.
    expect(problemsOf(schema, { ...complete, ...secret, STRIPE_SECRET_KEY: 'pk_live_0123456789abcdef' })).toHaveLength(
      1,
    );
    expect(problemsOf(schema, { ...complete, BILLING_GRACE_DAYS: '-1' })).toEqual([
      'BILLING_GRACE_DAYS must be a number of days',
    ]);
  });

  it('starts on a machine where nothing is set', () => {
    expect(problemsOf(localConfigSchema, {})).toEqual([]);
  });

  it.each([gatewayConfigSchema, consoleConfigSchema, workerConfigSchema])(
    'has no default for a secret or a database',
    (schema) => {
      for (const name of ['APP_DATABASE_URL', 'PLATFORM_DATABASE_URL', 'MASTER_KEY']) {
        expect(schema.shape[name as keyof typeof schema.shape].safeParse(undefined).success).toBe(false);
      }
    },
  );
});
