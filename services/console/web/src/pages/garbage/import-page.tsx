// The way of new files to residents: choose, read what is wrong or what changes, put in force.
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { InputOf } from '../../api/api-types.ts';
import { useApiMutation } from '../../api/use-api.ts';
import { Card, ExternalLink, FileDrop, Notice, PageHeader, ProblemNotice, Skeleton } from '../../components/index.ts';
import type { ImportPreview } from './import-preview.ts';
import { ImportReview } from './import-review.tsx';
import { ProblemTable } from './problem-table.tsx';
import { readFiles } from './read-files.ts';

type Files = InputOf<'POST /garbage/import'>['body']['files'];

export function Page() {
  const navigate = useNavigate();
  const [files, setFiles] = useState<Files>([]);
  const preview = useApiMutation('POST /garbage/import/preview', { problem: 'shown', invalidates: [] });
  const take = useApiMutation('POST /garbage/import', {
    done: ({ changed }) =>
      changed ? '新しいカレンダーで案内をはじめました。' : '同じカレンダーを、すでに使っています。',
    onDone: () => void navigate('/garbage'),
  });
  const check = async (chosen: File[]) => {
    const read = await readFiles(chosen);
    setFiles(read);
    preview.mutate({ body: { files: read } });
  };
  const found = preview.data;
  return (
    <>
      <PageHeader
        title="カレンダーを取り込む"
        crumbs={[{ to: '/garbage', label: 'ごみ収集' }]}
        lead="ファイルを選ぶと、中身を確かめて、いまとの違いをお見せします。「案内をはじめる」を押すまで、何も変わりません。"
      />
      <Card
        title="ファイルを選ぶ"
        lead={
          <>
            <ExternalLink href="https://github.com/codeforkanazawa-org/5374">5374の形式</ExternalLink>
            のCSVを、いちどに選びます。area_days.csvとdescription.csvが必要です。
          </>
        }
      >
        <FileDrop
          label="CSVファイルを選ぶ"
          help="area_days.csv、description.csv、target.csv、center.csv、remarks.csv、area_master.csv。Shift_JISでもUTF-8でもかまいません。"
          accept=".csv,text/csv"
          onFiles={(chosen) => void check(chosen)}
        />
      </Card>
      <div aria-live="polite" className="flex flex-col gap-8">
        {preview.isPending && <Skeleton lines={5} label="ファイルを確かめています" />}
        {preview.error !== null && <ProblemNotice problem={preview.error} />}
        {found !== undefined && !preview.isPending && <Found found={found} isTaking={take.isPending} onTake={onTake} />}
      </div>
    </>
  );

  function onTake(seal: string): void {
    take.mutate({ body: { files, seal } });
  }
}

function Found({
  found,
  isTaking,
  onTake,
}: {
  found: ImportPreview;
  isTaking: boolean;
  onTake: (seal: string) => void;
}) {
  if (found.problems.length > 0) return <ProblemTable problems={found.problems} />;
  if (found.isInForce) {
    return <Notice kind="success">このファイルのカレンダーを、いま使っています。変わるところはありません。</Notice>;
  }
  return <ImportReview found={found} isTaking={isTaking} onTake={onTake} />;
}
