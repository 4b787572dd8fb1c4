import { useParams } from 'react-router';
import { useApiQuery } from '../../../api/use-api.ts';
import { Button, Card, Loaded, Skeleton } from '../../../components/index.ts';
import { ProgramPage } from '../program-page.tsx';
import type { Batch, Program } from '../words.ts';
import { BatchSteps } from './batch-steps.tsx';
import { LineTable } from './line-table.tsx';
import { Returns } from './returns.tsx';
import { Slip } from './slip.tsx';

export function Page() {
  return (
    <ProgramPage
      title="振込データの内容"
      parent={{ path: '/batches', label: '振込データ' }}
      actions={
        <Button icon="receipt" onClick={() => window.print()}>
          伝票を印刷する
        </Button>
      }
    >
      {(program) => <BatchView program={program} />}
    </ProgramPage>
  );
}

function BatchView({ program }: { program: Program }) {
  const { batchId = '' } = useParams();
  const batch = useApiQuery('/batches/:batchId', { params: { batchId } });
  return (
    <Loaded query={batch} loading={<Skeleton lines={10} />}>
      {(found) => <Parts program={program} batch={found} />}
    </Loaded>
  );
}

function Parts({ program, batch }: { program: Program; batch: Batch }) {
  const hasLeft = batch.status === 'released' || batch.status === 'settled';
  return (
    <>
      <Slip program={program} batch={batch} />
      <div className="flex flex-col gap-8 print:hidden">
        <BatchSteps batch={batch} />
        {hasLeft && <Returns batch={batch} />}
        {batch.status !== 'cancelled' && (
          <Card title="明細" lead="ファイルの何行めが、どの申請か。">
            <LineTable program={program} batch={batch} />
          </Card>
        )}
      </div>
    </>
  );
}
