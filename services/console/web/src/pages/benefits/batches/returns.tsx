import { useState } from 'react';
import { useUpload } from '../../../api/use-upload.ts';
import {
  Button,
  Card,
  FileDrop,
  formatCount,
  formatYen,
  ProblemNotice,
  RadioGroup,
  saveFile,
  toast,
} from '../../../components/index.ts';
import { Permitted } from '../permitted.tsx';
import type { Batch } from '../words.ts';
import { checkNumberOf } from './check-number.ts';
import { ReturnsByLine } from './returns-by-line.tsx';

/** What the bank could not pay: keyed in line by line, or as a file. The money is back in the budget at once. */
export function Returns({ batch }: { batch: Batch }) {
  const [by, setBy] = useState<'line' | 'file'>('line');
  return (
    <Card
      title="戻ってきた振込"
      lead="銀行から届いた「振込不能」の通知を記録します。お金は予算に戻り、口座を直して、もう一度承認できます。記録した人は、その申請の承認はできません。"
    >
      <Permitted permission="prepare" action="戻りの記録">
        <RadioGroup
          label="記録のしかた"
          inline
          value={by}
          options={[
            { value: 'line', label: '1件ずつ入力する' },
            { value: 'file', label: 'CSVで取り込む' },
          ]}
          onChange={({ target }) => setBy(target.value === 'file' ? 'file' : 'line')}
        />
        {by === 'line' ? <ReturnsByLine batch={batch} /> : <ReturnsByFile batch={batch} />}
      </Permitted>
    </Card>
  );
}

function ReturnsByFile({ batch }: { batch: Batch }) {
  const upload = useUpload('POST /batches/:batchId/returns/file', ({ count, totalYen }) => {
    toast.success(`戻り ${formatCount(count)}件、${formatYen(totalYen)} を記録しました。`);
  });
  return (
    <div className="flex flex-col gap-4">
      <ol className="list-decimal pl-6">
        <li>記入用のCSVを保存し、銀行の通知のとおりに、行番号・金額・理由を書きます。</li>
        <li>最後の行に、件数と金額の合計を書きます。</li>
        <li>書いたCSVを取り込みます。ひとつでも合わないと、何も記録されません。</li>
      </ol>
      <div>
        <Button icon="download" onClick={() => saveFile({ fileName: '振込の戻り.csv', blob: formFor(batch) })}>
          記入用のCSVを保存する
        </Button>
      </div>
      <FileDrop
        label="書いたCSVを選ぶ"
        accept=".csv,text/csv"
        progress={upload.progress}
        onFile={(file) => void upload.send({ params: { batchId: batch.batchId }, body: file })}
      />
      {upload.problem !== undefined && <ProblemNotice problem={upload.problem} />}
    </div>
  );
}

/** With the mark by which spreadsheets know UTF-8. The form is packages/payouts, returns-file.ts. */
function formFor(batch: Batch): Blob {
  const lines = [`振込データ,${checkNumberOf(batch)}`, '行番号,金額,理由', '', '合計,,'];
  return new Blob([`\uFEFF${lines.join('\r\n')}\r\n`], { type: 'text/csv' });
}
