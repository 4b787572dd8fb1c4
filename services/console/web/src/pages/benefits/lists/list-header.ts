// The headings of a list, read in the browser before it is sent, and what they are most likely to be. The server reads them
// anew by the same rules (packages/benefits, lists/columns.ts) and has the last word.
import type { AnswerOf } from '../../../api/api-types.ts';

export type ListColumn = AnswerOf<'GET /list-columns'>['columns'][number];

/** Which of ours each column of the file is; `ignored` is not read, `''` is not decided yet. */
export type Assignment = ListColumn['key'] | 'ignored' | '';

export type SavedMapping = {
  columns?: Partial<Record<ListColumn['key'], string>>;
  ignored?: string[];
  addressPrefix?: string;
};

/** More than any line of headings has. */
const HEAD_BYTES = 64 * 1024;

/** The cells of the first line; UTF-8, or else Shift_JIS. Undefined where the file is neither, a workbook for example. */
export async function readHeadings(file: Blob): Promise<string[] | undefined> {
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const end = bytes.indexOf(0x0a);
  const line = bytes.includes(0) ? undefined : decode(end < 0 ? bytes : bytes.subarray(0, end));
  return line === undefined ? undefined : splitCells(line.replace(/\r$/, ''));
}

function decode(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {} // the other one, then
  }
  return undefined;
}

function splitCells(line: string): string[] {
  const cells: string[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    cells.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim());
  }
  return cells;
}

/** What was saved goes before the usual names. */
export function guessAssignments(
  headings: readonly string[],
  columns: readonly ListColumn[],
  saved: SavedMapping,
): Assignment[] {
  const ignored = new Set((saved.ignored ?? []).map(spell));
  return headings.map((heading) => {
    const name = spell(heading);
    if (ignored.has(name)) return 'ignored';
    const column = columns.find(({ key, spellings }) => {
      const given = saved.columns?.[key];
      return given === undefined ? spellings.some((each) => spell(each) === name) : spell(given) === name;
    });
    return column?.key ?? '';
  });
}

/** What is to be put right before the file is sent; empty where it may go. */
export function findAssignmentProblems(
  headings: readonly string[],
  assignments: readonly Assignment[],
  columns: readonly ListColumn[],
): string[] {
  const problems: string[] = [];
  const undecided = headings.filter((_, index) => assignments[index] === '');
  if (undecided.length > 0)
    problems.push(`「${undecided.join('」「')}」が何の列かを選んでください。使わない列は「読み込まない」にします。`);
  for (const { key, title, required } of columns) {
    const uses = assignments.filter((each) => each === key).length;
    if (uses > 1) problems.push(`「${title}」が${uses}列に選ばれています。ひとつにしてください。`);
    if (uses === 0 && required) problems.push(`「${title}」の列がありません。どの列かを選んでください。`);
  }
  return problems;
}

export function toMapping(
  headings: readonly string[],
  assignments: readonly Assignment[],
  addressPrefix: string,
): Required<SavedMapping> {
  const columns: SavedMapping['columns'] = {};
  const ignored: string[] = [];
  for (const [index, heading] of headings.entries()) {
    const key = assignments[index] ?? '';
    if (key === 'ignored') ignored.push(heading);
    else if (key !== '') columns[key] = heading;
  }
  return { columns, ignored, addressPrefix: addressPrefix.trim() };
}

/** As the server compares names: width, case and marks aside. */
function spell(name: string): string {
  return name
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s()「」【】_\-・]/g, '');
}
