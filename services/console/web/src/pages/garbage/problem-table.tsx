import { type Column, Notice, Table } from '../../components/index.ts';
import type { ImportPreview } from './import-preview.ts';
import { withoutPlace } from './without-place.ts';

type Problem = ImportPreview['problems'][number];

/** Every mistake with its place, so that it is found in the file. */
export function ProblemTable({ problems }: { problems: readonly Problem[] }) {
  return (
    <>
      <Notice kind="error" title={`直すところが${problems.length}個あります`}>
        ファイルを直して、もう一度選んでください。いまのカレンダーは、そのままです。
      </Notice>
      <Table
        caption="ファイルの直すところ"
        columns={COLUMNS}
        rows={problems}
        rowKey={({ file, line, column, message }) => `${file} ${line} ${column} ${message}`}
        dense
      />
    </>
  );
}

const COLUMNS: Column<Problem>[] = [
  { key: 'file', header: 'ファイル', cell: ({ file }) => file, nowrap: true },
  { key: 'line', header: '行', cell: ({ line }) => line ?? '－', align: 'end', nowrap: true },
  { key: 'column', header: '列', cell: ({ column }) => column ?? '－', nowrap: true },
  { key: 'message', header: '直すところ', cell: withoutPlace },
];
