import type { Actor } from '@tenohira/audit';
import type { Catalog } from '@tenohira/catalog';
import type { Clock } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { LineClients } from '@tenohira/messaging';
import type { TenantSecrets } from '@tenohira/secrets';

export type Administrator = { name: string; email: string; role: string };

/** Something to be looked at before a city goes live. */
export type LiveCheck = {
  key: string;
  title: string;
  /** `blocking`: it cannot go live so. `advice`: it can, and should not. */
  status: 'ok' | 'advice' | 'blocking';
  /** What is the matter, and what to do; or why all is well. Japanese. */
  text: string;
};

/**
 * What onboarding asks of others. Each is called outside of transactions, more than once for the same, and does nothing the
 * second time. A step whose port is absent is not offered.
 */
export type OnboardingPorts = {
  /** Sends somebody an invitation, unless that address has been invited. */
  invite?(tenantId: string, person: Administrator, actor: Actor): Promise<void>;
  subscribe?(tenantId: string, planKey: string, actor: Actor): Promise<void>;
  /** Gives the channel its rich menu, from what is installed. */
  publishMenu?(tenantId: string, actor: Actor): Promise<void>;
  /** What others want to have looked at before a city goes live. */
  liveChecks?(tenantId: string): Promise<readonly LiveCheck[]>;
};

/** What asking LINE about a channel takes. */
export type ChannelDependencies = {
  db: Database;
  secrets: TenantSecrets;
  clock: Clock;
  /** Where LINE's API is. */
  lineApi: { apiBaseUrl: string; dataApiBaseUrl: string; timeoutMs?: number };
  /** Where LINE reaches the gateway. */
  publicBaseUrl: string;
  /** The process's own, which has to forget a secret that was replaced. */
  lineClients?: Pick<LineClients, 'forget'>;
};

export type OnboardingDependencies = ChannelDependencies & { catalog: Catalog; ports: OnboardingPorts };
