import type { DatasetDoubt, DatasetProblem } from './types.ts';

/** Where something was read, for the people who will look for it. */
export type Place = { file: string; line?: number; column?: string };

/** Collects what staff must correct and what they should look at. One doubt that holds for many lines is one entry. */
export type Report = {
  problem(place: Place, reason: string): void;
  doubt(place: Place, message: string): void;
  problems(): DatasetProblem[];
  doubts(): DatasetDoubt[];
};

export function createReport(): Report {
  const problems: DatasetProblem[] = [];
  const doubts = new Map<string, { place: Place; message: string; lines: Set<number> }>();
  return {
    problem: (place, reason) => {
      problems.push({ ...place, reason, message: `${describePlace(place)}: ${reason}` });
    },
    doubt: (place, message) => {
      const key = [place.file, place.column, message].join('\n');
      const known = doubts.get(key) ?? { place, message, lines: new Set<number>() };
      if (place.line !== undefined) known.lines.add(place.line);
      doubts.set(key, known);
    },
    problems: () => problems,
    doubts: () =>
      [...doubts.values()].map(({ place, message, lines }) => ({
        file: place.file,
        ...(place.line === undefined ? {} : { line: place.line }),
        message: `${describePlace(place)}: ${message}${lines.size > 1 ? `（ほか${lines.size - 1}行も同じ）` : ''}`,
      })),
  };
}

/** `area_days.csv 12行目「もえるごみ」` */
function describePlace({ file, line, column }: Place): string {
  return `${file}${line === undefined ? '' : ` ${line}行目`}${column === undefined ? '' : `「${column}」`}`;
}
