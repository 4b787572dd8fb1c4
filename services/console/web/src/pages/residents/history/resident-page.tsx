// One resident, once somebody has said why they look. A reload forgets it: who looks again says why again.
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Button, EmptyState, PageHeader, ReasonDialog } from '../../../components/index.ts';
import { CRUMBS, type ResidentHistory } from './resident-history.ts';
import { ResidentView } from './resident-view.tsx';

export function Page() {
  const { residentId = '' } = useParams();
  return <Guarded key={residentId} residentId={residentId} />;
}

function Guarded({ residentId }: { residentId: string }) {
  const navigate = useNavigate();
  const [history, setHistory] = useState<ResidentHistory>();
  const [isAsking, setAsking] = useState(true);
  if (history !== undefined) return <ResidentView history={history} onChange={setHistory} />;
  return (
    <>
      <PageHeader title="住民の履歴" crumbs={CRUMBS} lead="開くには、理由が必要です。" />
      <EmptyState
        icon="shield"
        title="まだ開いていません"
        actions={
          <>
            <Button look="primary" onClick={() => setAsking(true)}>
              理由を書いて開く
            </Button>
            <Button onClick={() => void navigate('/residents')}>一覧に戻る</Button>
          </>
        }
      >
        受付、申請、送ったもの、同意の記録を見られます。だれがなぜ開いたかが、操作の記録に残ります。
      </EmptyState>
      <ReasonDialog
        route="POST /residents/:residentId/opening"
        open={isAsking}
        input={(reason) => ({ params: { residentId }, body: { reason } })}
        title="履歴を開く理由"
        submit="履歴を開く"
        help="例：受付 26-00012 の問い合わせに答えるため"
        onClose={() => setAsking(false)}
        onDone={setHistory}
      >
        <p>氏名や住所は、まだ出ません。書いた理由は、あなたの名前といっしょに操作の記録に残ります。</p>
      </ReasonDialog>
    </>
  );
}
