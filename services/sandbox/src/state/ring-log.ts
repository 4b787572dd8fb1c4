// A log that keeps its newest lines only.

export type RingLog<Line> = {
  append(line: Line): Line & { seq: number };
  listAfter(seq: number): (Line & { seq: number })[];
  find(seq: number): (Line & { seq: number }) | undefined;
  clear(): void;
};

export function createRingLog<Line extends object>(capacity: number): RingLog<Line> {
  let lines: (Line & { seq: number })[] = [];
  let nextSeq = 1;
  return {
    append: (line) => {
      const numbered = { seq: nextSeq, ...line };
      nextSeq += 1;
      lines.push(numbered);
      // Cut in blocks: shifting a long array at each line would cost more than the line.
      if (lines.length > capacity * 1.25) lines = lines.slice(-capacity);
      return numbered;
    },
    listAfter: (seq) => lines.filter((line) => line.seq > seq),
    find: (seq) => lines.find((line) => line.seq === seq),
    clear: () => {
      lines = [];
    },
  };
}
