import type { Clock } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { PayoutMethods } from '@tenohira/payouts';
import type { TenantSecrets } from '@tenohira/secrets';

export type ClaimDependencies = {
  db: Database;
  secrets: TenantSecrets;
  methods: PayoutMethods;
  clock: Clock;
  /** Accounts at bank 9999 「テスト銀行」 pass: for the sandbox alone. */
  allowTestBank?: boolean;
};

/** What works inside a transaction of the caller's. */
export type ClaimTools = Omit<ClaimDependencies, 'db' | 'clock'>;
