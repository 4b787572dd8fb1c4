import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, makeDataDir, startDemo } from '../support/start-demo.ts';

const STORY = join(import.meta.dirname, '../story/run.ts');
const folder = makeDataDir();
let demo: Demo;
beforeAll(async () => {
  demo = await startDemo(folder.dataDir);
});
afterAll(async () => {
  await demo?.interrupt();
  folder.remove();
});

it('is played from the list to the money, and every yen is accounted for', { timeout: 240_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [STORY], {
    env: { PATH: process.env.PATH, DATA_DIR: demo.dataDir },
  });
  expect(stdout).toContain('✓ お知らせから申請まで、何回押したか: [4]');
  expect(stdout).toContain('✓ 合わない帳簿: []');
  expect(stdout.trimEnd().endsWith('すべて合いました。')).toBe(true);
});

it('says what to do where no demo runs', async () => {
  const played = promisify(execFile)(process.execPath, [STORY], {
    env: { PATH: process.env.PATH, DATA_DIR: join(folder.dataDir, 'nowhere') },
  });
  await expect(played).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('npm start') });
});
