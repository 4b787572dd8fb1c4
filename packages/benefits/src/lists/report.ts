/** Something wrong in a file. Never holds what stood in the cell: the report is kept in the clear. */
export type ListProblem = {
  /** In the file, from 1; the header is line 1. */
  line: number;
  /** As the file names it; empty where it is about the whole line. */
  column: string;
  message: string;
};

const MOST_KEPT = 1_000;

/** The first 1,000 problems, and how many there are. */
export class ProblemReport {
  readonly problems: ListProblem[] = [];
  count = 0;

  add(problem: ListProblem): void {
    this.count += 1;
    if (this.problems.length < MOST_KEPT) this.problems.push(problem);
  }

  addUncounted(problems: readonly ListProblem[], count: number): void {
    this.problems.push(...problems.slice(0, MOST_KEPT - this.problems.length));
    this.count += count;
  }
}
