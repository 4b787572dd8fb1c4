import type { Json } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { Message } from '@tenohira/line';
import type { z } from 'zod';
import type { AnyBlock, Ports } from './block.ts';
import type { Flow } from './flow.ts';

/** What a feature's own code gets of the world: all of it inside one transaction of one tenant. */
export type FeatureScope<Settings> = {
  db: TenantDb;
  settings: Settings;
  now: Date;
};

export type ResidentScope<Settings> = FeatureScope<Settings> & { residentId: string };

/** A push to be stored in the outbox. Sent once, however often the job that made it runs. */
export type PushIntent = {
  residentId: string;
  messages: readonly Message[];
  /** Two intents of one tenant with the same key are one message. */
  dedupeKey: string;
};

/** A job for later. One key of one feature is one job: scheduling again moves it. */
export type JobIntent = {
  /** `<feature key>.<verb>-<noun>` */
  name: string;
  runAt: Date;
  dedupeKey: string;
  payload: Json;
};

export type JobScope<Settings> = FeatureScope<Settings> & {
  push(intent: PushIntent): Promise<void>;
  schedule(intent: JobIntent): Promise<void>;
};

/** Work for later. Runs at least once; `run` must leave the same rows whether it ran once or twice. */
export type FeatureJob<Settings, Payload extends z.ZodType = z.ZodType> = {
  name: string;
  /** Ids and settings only: no text and no personal data. */
  payload: Payload;
  run(scope: JobScope<Settings>, payload: z.infer<Payload>): Promise<void>;
  /** Called when every try has failed, in a transaction of its own: a daily job asks for its next day here. */
  giveUp?(scope: JobScope<Settings>, payload: z.infer<Payload>): Promise<void>;
};

/**
 * What a feature keeps of residents who asked to be told of something, for staff: who they are, what one of them asked for,
 * and forgetting it. Asked also where the city has switched the feature off since.
 */
export type FeatureSubscriptions = {
  /** What this resident asked for, in words: 「北町、前の日の18時にお知らせ」; undefined where it is nothing. */
  describe(db: TenantDb, residentId: string): Promise<string | undefined>;
  /** Ids of residents who asked to be told, the greatest first, below `after`. */
  list(db: TenantDb, page: { after?: string; limit: number }): Promise<string[]>;
  /** Deletes all of it, when the resident is deleted. */
  forget(db: TenantDb, residentId: string): Promise<void>;
};

/** Words that start a flow when no other conversation is under way, or when they are exactly a keyword. */
export type Trigger = {
  flow: string;
  /** Compared whole, after folding width and kana. */
  keywords: readonly string[];
};

export const FEATURE_CATEGORIES = ['daily-life', 'report', 'benefit', 'procedure', 'event', 'information'] as const;

export type FeatureCategory = (typeof FEATURE_CATEGORIES)[number];

/** What staff see of a feature on a phone before they switch it on. */
export type FeaturePreview = {
  /** One of the feature's golden conversations, as its JSON: what is shown is what the tests hold. */
  conversation: unknown;
  /** What the feature's own port answers there, where that is more than the conversation's canned answers. */
  port?: unknown;
};

export type Feature<Schema extends z.ZodType = z.ZodType> = {
  /** Folder name = catalog key = prefix of blocks, jobs, errors and tables. */
  key: string;
  /** Rises by one with every published change. */
  version: number;
  title: string;
  /** One or two sentences for staff: what residents get. */
  summary: string;
  /** What residents can do with it, in a few words each: two to five of them. */
  highlights?: readonly string[];
  preview?: FeaturePreview;
  category: FeatureCategory;
  /**
   * The console draws the form from it, so each field carries `.meta({ title, description })`, a choice also
   * `labels: { <value>: <what staff read> }`, and one that needs a field of its own kind `editor: 'area'`.
   */
  settings: Schema;
  /** How the feature shows in the city's main menu. The label follows LINE's 20 grapheme clusters. */
  menu: { label: string; flow: string };
  triggers: readonly Trigger[];
  flows: readonly Flow[];
  /** Blocks of its own. */
  blocks: readonly AnyBlock[];
  permissions: readonly string[];
  /** Read-only ports for the feature's own blocks, found under its key. */
  ports?(scope: ResidentScope<z.infer<Schema>>): Ports[string];
  /** What the feature's own effects do, by type (`<key>.<verb>-<noun>`). Runs in the conversation's transaction. */
  effects?: Readonly<
    Record<
      string,
      (
        scope: ResidentScope<z.infer<Schema>> & Pick<JobScope<unknown>, 'push' | 'schedule'>,
        payload: Json,
      ) => Promise<void>
    >
  >;
  jobs?: readonly FeatureJob<z.infer<Schema>>[];
  /** For a feature that sends what a resident subscribed to. */
  subscriptions?: FeatureSubscriptions;
  /**
   * Asked, feature by feature, for a text that nothing else understood: could this be for you? The flow starts with
   * these variables set.
   */
  recognise?(
    scope: ResidentScope<z.infer<Schema>>,
    text: string,
  ): Promise<{ flow: string; variables: Readonly<Record<string, Json>> } | undefined>;
};

// biome-ignore lint/suspicious/noExplicitAny: a registry holds features of every settings schema; each gets what its own schema parsed
export type AnyFeature = Feature<any>;

/** Declares a feature. The contract tests in `@tenohira/feature-kit/testing` say what a manifest must fulfil. */
export function defineFeature<Schema extends z.ZodType>(feature: Feature<Schema>): Feature<Schema> {
  return feature;
}

/** Declares a job of a feature, typed by its payload. */
export function defineJob<Settings, Payload extends z.ZodType>(
  job: FeatureJob<Settings, Payload>,
): FeatureJob<Settings, Payload> {
  return job;
}
