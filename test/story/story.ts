import type { PersonInFile } from '@tenohira/benefits/testing';
import type { Database } from '@tenohira/db';
import type { TenantSecrets } from '@tenohira/secrets';
import type { SandboxControl } from '../support/sandbox-control.ts';
import type { ConsoleClient } from './console-client.ts';
import type { StoryResident } from './resident.ts';
import type { Timeline } from './timeline.ts';

export type Staff = ConsoleClient & { staffId: string };

/** Where the story plays, and who acts in it. */
export type Story = {
  timeline: Timeline;
  sandbox: SandboxControl;
  db: Database;
  secrets: TenantSecrets;
  gatewayUrl: string;
  tenantId: string;
  channelId: string;
  /** Prepares. */
  editor: Staff;
  /** Approves what the editor prepared. */
  approver: Staff;
  owner: Staff;
};

export const AMOUNT_YEN = 70_000;
export const HOUSEHOLDS = 2_000;
/** Households that apply by the super fast pass, for each of the four methods. */
export const PER_METHOD = 8;
export const METHODS = [
  { key: 'bank-transfer-zengin', label: '役所が知っている口座で', issuer: undefined },
  { key: 'gift-code', label: 'デジタルギフト', issuer: 'amazon' },
  { key: 'e-money', label: '電子マネー', issuer: 'e-money' },
  { key: 'atm-cash', label: 'ATMで現金を受け取る', issuer: 'atm-cash' },
] as const;

/** What the first chapter leaves to the others. */
export type StoryProgram = {
  programId: string;
  surveyKey: string;
  /** Registered heads of households, in the order of the methods: PER_METHOD of each. */
  residents: readonly StoryResident[];
  /** The head of the first resident's household, as the list has it. */
  listedFirst: PersonInFile;
  byLetter: PersonInFile;
  byPaper: readonly PersonInFile[];
  /** Issuers' totals before the story. */
  issuedBefore: Readonly<Record<string, number>>;
};
