/** A run of letters that both texts have at this place, or that only this one has. */
export type Run = { text: string; differs: boolean };

/**
 * Which letters of each text the other one lacks: the longest common subsequence stays, the rest differs. Texts are names,
 * dates and addresses, so that the square of their length is nothing. Width, spaces and dashes are not told apart.
 */
export function compareTexts(left: string, right: string): { left: Run[]; right: Run[] } {
  const [mine, yours] = [[...left], [...right]];
  const common = commonLetters(mine.map(fold), yours.map(fold));
  return { left: toRuns(mine, common.left), right: toRuns(yours, common.right) };
}

function commonLetters(left: readonly string[], right: readonly string[]): { left: Set<number>; right: Set<number> } {
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const found = { left: new Set<number>(), right: new Set<number>() };
  for (let row = 0, column = 0; row < left.length && column < right.length; ) {
    if (left[row] === right[column]) {
      found.left.add(row);
      found.right.add(column);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return found;
}

function fold(letter: string): string {
  const folded = letter.normalize('NFKC');
  return /\s/.test(folded) ? ' ' : /[-‐−–—―]/.test(folded) ? '-' : folded;
}

function toRuns(letters: readonly string[], common: ReadonlySet<number>): Run[] {
  const runs: Run[] = [];
  for (const [index, letter] of letters.entries()) {
    const differs = !common.has(index);
    const last = runs.at(-1);
    if (last !== undefined && last.differs === differs) last.text += letter;
    else runs.push({ text: letter, differs });
  }
  return runs;
}
