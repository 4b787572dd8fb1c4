import { expect, it } from 'vitest';
import { loadSandboxConfig } from './config.ts';

it('has defaults, also for empty strings', () => {
  const expected = { port: 3002, host: '127.0.0.1', dataDir: '.tenohira' };
  expect(loadSandboxConfig({})).toEqual(expected);
  expect(loadSandboxConfig({ SANDBOX_PORT: '', SANDBOX_HOST: '', DATA_DIR: '' })).toEqual(expected);
});

it('reads what is given, and names what is wrong', () => {
  expect(loadSandboxConfig({ SANDBOX_PORT: '4102', SANDBOX_HOST: '0.0.0.0', DATA_DIR: '/data' })).toEqual({
    port: 4102,
    host: '0.0.0.0',
    dataDir: '/data',
  });
  expect(() => loadSandboxConfig({ SANDBOX_PORT: 'many' })).toThrow(/SANDBOX_PORT/);
});
