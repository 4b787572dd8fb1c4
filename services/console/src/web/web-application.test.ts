import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from '@tenohira/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerSecurityHeaders } from './security-headers.ts';
import { registerWebApplication } from './web-application.ts';

const dist = mkdtempSync(join(tmpdir(), 'tenohira-web-'));
let server: Server;
beforeAll(async () => {
  mkdirSync(join(dist, 'assets'));
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>手のひら市役所</title>');
  writeFileSync(join(dist, 'assets/app-abc.js'), 'export {};');
  writeFileSync(join(dist, '.sources'), 'hash');
  server = createServer({ name: 'test', log: false });
  await registerSecurityHeaders(server);
  server.get('/api/v1/me', async () => ({}));
  await registerWebApplication(server, dist);
});
afterAll(async () => {
  await server.close();
  rmSync(dist, { recursive: true });
});

describe('the web application', () => {
  it.each(['/', '/cases/26-00001', '/invitation', '/assets.html', '/assets/%2e%2e/.sources'])(
    'answers %s with the page, never from a cache',
    async (path) => {
      const { statusCode, headers, body } = await server.inject(path);
      expect({ statusCode, body }).toEqual({ statusCode: 200, body: '<!doctype html><title>手のひら市役所</title>' });
      expect(headers['cache-control']).toBe('no-store');
    },
  );

  it('serves what is built for ever, since its name changes with its content', async () => {
    const { headers } = await server.inject('/assets/app-abc.js');
    expect(headers['content-type']).toContain('javascript');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it.each(['/api/v1/nowhere', '/webhooks/stripe', '/assets/none.js', '/assets/..%2f.sources'])(
    'has no page at %s',
    async (path) => {
      const { statusCode, body } = await server.inject(path);
      expect([403, 404]).toContain(statusCode);
      expect(body).not.toContain('hash');
    },
  );

  it('says what to do where nothing is built yet', async () => {
    const bare = createServer({ name: 'test', log: false });
    await registerWebApplication(bare, join(dist, 'nowhere'));
    const { statusCode, body } = await bare.inject('/');
    expect(statusCode).toBe(503);
    expect(body).toContain('npm start');
    await bare.close();
  });
});

describe('every answer', () => {
  it.each(['/', '/api/v1/me', '/api/v1/nowhere', '/assets/app-abc.js'])('is under the same rules: %s', async (path) => {
    const { headers } = await server.inject(path);
    const policy = Object.fromEntries(
      String(headers['content-security-policy'])
        .split(';')
        .map((directive) => [directive.split(' ')[0], directive.slice(directive.indexOf(' ') + 1)]),
    );
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data: blob: https://cyberjapandata.gsi.go.jp",
      'object-src': "'none'",
      'connect-src': "'self'",
      'font-src': "'self'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'base-uri': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': 'default',
      'report-uri': '/policy-reports',
    });
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
  });
});
