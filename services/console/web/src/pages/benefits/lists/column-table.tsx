import { type Column, Select, Table, TextField } from '../../../components/index.ts';
import type { Assignment, ListColumn } from './list-header.ts';

type Row = { index: number; heading: string; assignment: Assignment };

/** A file's columns, one a line, with what each of them is. */
export function ColumnTable({
  headings,
  assignments,
  columns,
  addressPrefix,
  onAssign,
  onAddressPrefix,
}: {
  headings: readonly string[];
  assignments: readonly Assignment[];
  columns: readonly ListColumn[];
  addressPrefix: string;
  onAssign: (assignments: Assignment[]) => void;
  onAddressPrefix: (prefix: string) => void;
}) {
  const options = [
    { value: 'ignored', label: '読み込まない' },
    ...columns.map(({ key, title, required }) => ({ value: key, label: required ? `${title}（必要）` : title })),
  ];
  const rows = headings.map((heading, index): Row => ({ index, heading, assignment: assignments[index] ?? '' }));
  const shown: readonly Column<Row>[] = [
    { key: 'place', header: '列', align: 'end', width: 'w-16', cell: ({ index }) => index + 1 },
    { key: 'heading', header: 'ファイルの見出し', cell: ({ heading }) => (heading === '' ? '（空）' : heading) },
    {
      key: 'assignment',
      header: '何の列か',
      cell: ({ index, heading, assignment }) => (
        <Select
          label={<span className="sr-only">{`${index + 1}列め「${heading}」は何の列か`}</span>}
          placeholder="選んでください"
          options={options}
          value={assignment}
          onChange={({ target }) => {
            const chosen = options.find(({ value }) => value === target.value);
            onAssign(rows.map((row) => (row.index === index ? ((chosen?.value ?? '') as Assignment) : row.assignment))); // one of the options
          }}
        />
      ),
    },
  ];
  return (
    <>
      <Table
        caption="列の対応づけ"
        captionShown
        columns={shown}
        rows={rows}
        rowKey={({ index }) => String(index)}
        dense
      />
      <TextField
        label="住所の前に付ける文字"
        help="リストの住所に市区町村の名前がないときに書きます（例：若葉県緑野市）。LINEで本人確認をした住所と比べるために使います。"
        value={addressPrefix}
        maxLength={40}
        onChange={({ target }) => onAddressPrefix(target.value)}
      />
    </>
  );
}
