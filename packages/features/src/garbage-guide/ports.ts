// What the blocks may read of the world. The repository supplies it; tests supply it from files.
import type { FoundItem } from './dataset/search-items.ts';
import type { Area, Category, GarbageDataset } from './dataset/types.ts';

export const REMINDER_KINDS = ['evening-before', 'morning'] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** `time` is `HH:mm` in Japan. */
export type Reminder = { kind: ReminderKind; time: string };

export type KnownResident = { areaKey?: string; reminder?: Reminder };

export type AreaName = {
  key: string;
  name: string;
  district?: string;
  /** What tells areas of one name apart. */
  hint?: string;
  searchKeys: readonly string[];
};

/** An area with all that its calendar needs. `dataset` has no other areas and no items. */
export type AreaCalendar = { name: AreaName; area: Area; dataset: GarbageDataset };

export type GarbageGuidePort = {
  /** False: no data are in force yet. */
  hasCalendar(): Promise<boolean>;
  findResident(): Promise<KnownResident>;
  listAreas(): Promise<readonly AreaName[]>;
  findCalendar(areaKey: string): Promise<AreaCalendar | undefined>;
  listCategories(): Promise<readonly Category[]>;
  searchItems(query: string): Promise<readonly FoundItem[]>;
};

export type GuidePorts = { 'garbage-guide': GarbageGuidePort };
