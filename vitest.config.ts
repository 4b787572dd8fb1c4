import { defineConfig } from 'vitest/config';

// unit: memory only. integration: a real PostgreSQL (and Redis). The rest runs whole services; see test/README.md.
// Files share a process (`isolate: false`), so that what all of them load is loaded once: modules keep constants, no state, and each
// file has a database of its own.
export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,services,prisma,deploy}/**/*.test.ts', 'test/architecture/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.browser.test.ts'],
          isolate: false,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{packages,services,prisma,deploy}/**/*.itest.ts', 'test/architecture/**/*.itest.ts'],
          globalSetup: ['packages/testing/src/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          isolate: false,
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
