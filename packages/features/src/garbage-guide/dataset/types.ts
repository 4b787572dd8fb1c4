// What a municipality's garbage calendar means, after reading its files. Plain JSON: it is stored and shown as it is.
import type { LocalDate } from '@tenohira/core';

/** 0 = Sunday … 6 = Saturday. Months are 1–12; a rule without `months` holds in every month. */
export type CollectionRule =
  | { kind: 'weekly'; weekday: number; months?: number[] }
  | { kind: 'nth'; weekday: number; nth: number; months?: number[] }
  | { kind: 'biweekly'; weekday: number; startDay: LocalDate; months?: number[] }
  | { kind: 'days'; days: LocalDate[] };

export type WeekdayRule = Exclude<CollectionRule, { kind: 'days' }>;

/** One cell of area_days.csv. `rules` is empty where the category is not collected there (a remark may say why). */
export type Collection = { categoryLabel: string; rules: CollectionRule[]; remarkIds: string[] };

/** `position` is the row's place in the file, from 0: names can occur twice, so they do not identify an area. */
export type Area = { position: number; name: string; district?: string; center?: string; collections: Collection[] };

export type Category = { label: string; sublabel: string; description: string; bgColor: string };

export type Item = { label: string; name: string; notice: string; furigana: string };

/** Both days are closed, and those between them. */
export type Closure = { center: string; from: LocalDate; to: LocalDate };

export type Remark = { id: string; text: string };

export type GarbageDataset = {
  areas: Area[];
  categories: Category[];
  items: Item[];
  closures: Closure[];
  remarks: Remark[];
};

/** What a closed day of the center does to a round: it is left out, or it moves the month's rounds by a week. */
export type ClosedDays = 'skip' | 'shift';

/** Something wrong that staff must correct. `line` counts the file's lines from 1. */
export type DatasetProblem = { file: string; line?: number; column?: string; reason: string; message: string };

/** Something that was read, but that staff should look at. */
export type DatasetDoubt = { file: string; line?: number; message: string };

export type ParsedCell = {
  rules: CollectionRule[];
  remarkIds: string[];
  /** What cannot be read, in Japanese for staff, each a whole sentence. Not empty: `rules` must not be used. */
  problems: string[];
  /** What was read although it is unusual, and how. */
  doubts: string[];
};
