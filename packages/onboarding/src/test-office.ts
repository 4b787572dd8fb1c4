// An office that onboards cities in a test: a database and a LINE of the test's own.
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog } from '@tenohira/catalog';
import { systemClock } from '@tenohira/core';
import { features } from '@tenohira/features';
import { createTestSecrets, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import type { OnboardingDependencies } from './dependencies.ts';
import { type LineAccounts, startLineAccounts } from './testing/index.ts';

export type TestOffice = {
  database: TestDatabase;
  line: LineAccounts;
  deps: OnboardingDependencies;
  close(): Promise<void>;
};

export async function openTestOffice(): Promise<TestOffice> {
  const database = await openTestDatabase();
  const line = await startLineAccounts();
  const deps: OnboardingDependencies = {
    ...{ db: database.db, secrets: createTestSecrets(database.db), clock: systemClock },
    catalog: createCatalog(features, sharedBlocks),
    lineApi: line.lineApi,
    publicBaseUrl: 'https://city.example',
    ports: {},
  };
  return {
    ...{ database, line, deps },
    close: async () => {
      await line.close();
      await database.drop();
    },
  };
}
