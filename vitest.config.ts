import { defineConfig } from 'vitest/config';

// unit: memory only. integration: a real PostgreSQL (and Redis). The rest runs whole services; see test/README.md.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,services,prisma,deploy}/**/*.test.ts', 'test/architecture/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.browser.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          experimental: { viteModuleRunner: false },
          include: ['{packages,services,prisma,deploy}/**/*.itest.ts', 'test/architecture/**/*.itest.ts'],
          globalSetup: ['packages/testing/src/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/{e2e,browser,faults}/**/*.test.ts', 'services/**/*.browser.test.ts'],
          globalSetup: ['packages/testing/src/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
