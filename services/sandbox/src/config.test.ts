import { expect, it } from 'vitest';
import { loadSandboxConfig } from './config.ts';

it('has defaults, also for empty strings', () => {
  const expected = { port: 3002, smtpPort: 3025, host: '127.0.0.1', dataDir: '.tenohira' };
  expect(loadSandboxConfig({})).toEqual(expected);
  expect(loadSandboxConfig({ SANDBOX_PORT: '', SANDBOX_SMTP_PORT: '', SANDBOX_HOST: '', DATA_DIR: '' })).toEqual(
    expected,
  );
});

it('reads what is given, and names what is wrong', () => {
  const given = { SANDBOX_PORT: '4102', SANDBOX_SMTP_PORT: '0', SANDBOX_HOST: '0.0.0.0', DATA_DIR: '/data' };
  expect(loadSandboxConfig(given)).toEqual({
    port: 4102,
    smtpPort: 0,
    host: '0.0.0.0',
    dataDir: '/data',
  });
  expect(() => loadSandboxConfig({ SANDBOX_PORT: 'many' })).toThrow(/SANDBOX_PORT/);
});
