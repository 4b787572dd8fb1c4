import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useApiMutation, useApiQuery } from '../../../api/use-api.ts';
import { useUpload } from '../../../api/use-upload.ts';
import { Button, FileDrop, Loaded, Notice, ProblemNotice, toast } from '../../../components/index.ts';
import type { Program } from '../words.ts';
import { ColumnTable } from './column-table.tsx';
import {
  type Assignment,
  findAssignmentProblems,
  guessAssignments,
  type ListColumn,
  readHeadings,
  type SavedMapping,
  toMapping,
} from './list-header.ts';

const MAX_BYTES = 100 * 1024 * 1024;

type Chosen = { file: File; headings: readonly string[] };

/** First which column is what, then the file: so that nobody waits for 200,000 rows to learn that a heading was unknown. */
export function ListUpload({
  program,
  isReading,
  onSent,
}: {
  program: Program;
  isReading: boolean;
  onSent: () => void;
}) {
  const columns = useApiQuery('/list-columns', undefined, { staleTime: Number.POSITIVE_INFINITY });
  const [chosen, setChosen] = useState<Chosen>();
  const [refusal, setRefusal] = useState<string>();
  const take = async (file: File) => {
    setRefusal(undefined);
    setChosen(undefined);
    if (file.size > MAX_BYTES)
      return setRefusal('ファイルが大きすぎます（100MBまで）。列や対象を絞って、書き出し直してください。');
    const headings = await readHeadings(file);
    if (headings === undefined)
      return setRefusal(
        `「${file.name}」の文字コードが分かりません。表計算ソフトで「CSV UTF-8」を選んで保存し直し、もう一度選んでください。`,
      );
    setChosen({ file, headings });
  };
  return (
    <>
      <FileDrop
        label="CSVファイルを選ぶ"
        accept=".csv,text/csv"
        help="UTF-8かShift_JIS、1行目が見出し、20万行・100MBまで。マイナンバーが入ったファイルは取り込めません。"
        error={refusal}
        disabled={isReading}
        onFile={(file) => void take(file)}
      />
      {chosen !== undefined && (
        <Loaded query={columns}>
          {({ columns: known }) => (
            <Assigning
              key={`${chosen.file.name} ${chosen.file.lastModified}`}
              program={program}
              chosen={chosen}
              columns={known}
              onSent={onSent}
            />
          )}
        </Loaded>
      )}
    </>
  );
}

function Assigning({
  program,
  chosen: { file, headings },
  columns,
  onSent,
}: {
  program: Program;
  chosen: Chosen;
  columns: readonly ListColumn[];
  onSent: () => void;
}) {
  const saved: SavedMapping = program.columnMapping ?? {};
  const [assignments, setAssignments] = useState<Assignment[]>(() => guessAssignments(headings, columns, saved));
  const [addressPrefix, setAddressPrefix] = useState(saved.addressPrefix ?? '');
  const navigate = useNavigate();
  const mapping = useApiMutation('PUT /programs/:programId/column-mapping', { problem: 'shown' });
  const upload = useUpload('POST /programs/:programId/lists', ({ listId, status, message }) => {
    if (status === 'unchanged') toast.success(message);
    void navigate(`/benefits/${program.id}/lists/${listId}`);
  });
  const problems = findAssignmentProblems(headings, assignments, columns);
  const isBusy = mapping.isPending || upload.progress !== undefined;
  const params = { programId: program.id };
  const send = async () => {
    await mapping.mutateAsync({ params, body: toMapping(headings, assignments, addressPrefix) });
    // The list is there as soon as the first bytes are; its progress is read beside the answer, which comes at the end.
    const sent = upload.send({ params, query: { fileName: file.name }, body: file });
    setTimeout(onSent, 1_500);
    await sent;
  };
  return (
    <div className="flex flex-col gap-5">
      <ColumnTable
        headings={headings}
        assignments={assignments}
        columns={columns}
        addressPrefix={addressPrefix}
        onAssign={setAssignments}
        onAddressPrefix={setAddressPrefix}
      />
      <div aria-live="polite">
        {problems.length === 0 ? (
          <Notice kind="success" title="すべての列が分かりました">
            この対応は、次のリストのために覚えておきます。
          </Notice>
        ) : (
          <Notice kind="warning" title="列を確かめてください">
            <ul className="list-disc pl-5">
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
      {mapping.error !== null && <ProblemNotice problem={mapping.error} />}
      {upload.problem !== undefined && <ProblemNotice problem={upload.problem} />}
      <div>
        <Button
          look="primary"
          size="lg"
          icon="upload"
          busy={isBusy}
          disabled={problems.length > 0}
          onClick={() => void send().catch(() => {})}
        >
          「{file.name}」を取り込む
        </Button>
      </div>
      {upload.progress !== undefined && (
        <p role="status">
          {upload.progress < 1 ? `送っています（${Math.floor(upload.progress * 100)}%）` : 'サーバーに届きました。'}
        </p>
      )}
    </div>
  );
}
