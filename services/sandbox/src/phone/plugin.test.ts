import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phonePlugin } from './plugin.ts';

describe('phonePlugin', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = Fastify();
    await app.register(phonePlugin);
  });
  afterAll(() => app.close());

  it('serves the page under a policy that allows no inline script or style and no other origin', async () => {
    const page = await app.inject('/');
    expect(page.headers['content-type']).toContain('text/html');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(page.body).not.toMatch(/style="|<style|<script(?! type="module" src)/);
  });

  it('serves browser TypeScript as JavaScript without types', async () => {
    const script = await app.inject('/phone/main.ts');
    expect(script.headers['content-type']).toContain('text/javascript');
    expect(script.body).toContain('const phones');
    expect(script.body).not.toContain('Phone[] =');
  });

  it('serves what draws the messages under an address that a browser can find', async () => {
    const script = await app.inject('/phone/chat.ts');
    expect(script.body).toContain("from '/phone/line-preview/index.ts'");
    expect(script.body).not.toContain('@tenohira/');
    for (const path of [
      'index.ts',
      'messages/text.ts',
      'style/index.css',
      'style/message.css',
      'missing-picture.svg',
    ]) {
      expect((await app.inject(`/phone/line-preview/${path}`)).statusCode, path).toBe(200);
    }
  });

  it('answers 304 to a browser that has the file', async () => {
    const first = await app.inject('/phone/style/page.css');
    const again = await app.inject({ url: '/phone/style/page.css', headers: { 'if-none-match': first.headers.etag } });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
  });

  it('serves nothing from outside its folder', async () => {
    for (const path of [
      '/phone/../plugin.ts',
      '/phone/%2e%2e/plugin.ts',
      '/phone/tsconfig.json',
      '/phone/line-preview/package.json',
      '/phone/none.ts',
    ]) {
      expect((await app.inject(path)).statusCode, path).toBe(404);
    }
  });
});
