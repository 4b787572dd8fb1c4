import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { AnswerOf } from '../../../api/api-types.ts';
import { useApiMutation } from '../../../api/use-api.ts';
import { Button, Card, Notice, ReasonDialog, toast } from '../../../components/index.ts';
import type { ResidentHistory } from './resident-history.ts';

/** What an owner may do with a registration. */
export function ManageCard({
  history,
  onChange,
}: {
  history: ResidentHistory;
  onChange: (history: ResidentHistory) => void;
}) {
  const { residentId, isTest } = history;
  const mark = useApiMutation('PUT /residents/:residentId/test', {
    done: isTest ? 'ふつうの登録に戻しました。' : '試しの登録にしました。',
    onDone: () => onChange({ ...history, isTest: !isTest }),
    invalidates: ['/residents'],
  });
  return (
    <Card title="登録の管理">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="max-w-2xl">
          <span className="block font-bold">試しの登録</span>
          職員が自分のスマートフォンで試すときの登録です。練習のあいだ、給付金の練習などに使えます。
        </p>
        <Button
          busy={mark.isPending}
          onClick={() => mark.mutate({ params: { residentId }, body: { isTest: !isTest } })}
        >
          {isTest ? 'ふつうの登録に戻す' : '試しの登録にする'}
        </Button>
      </div>
      <Deletion history={history} />
    </Card>
  );
}

function Deletion({ history: { residentId, number, cases, applications } }: { history: ResidentHistory }) {
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="flex flex-wrap items-center justify-between gap-4 border-t border-line pt-5">
      <p className="max-w-2xl">
        <span className="block font-bold">登録を消す</span>
        本人から求められたときなどに、預かっている個人の情報を消します。元には戻せません。
      </p>
      <Button look="danger" onClick={() => setAsking(true)}>
        登録を消す
      </Button>
      <ReasonDialog
        route="POST /residents/:residentId/deletion"
        open={isAsking}
        input={(reason) => ({ params: { residentId }, body: { reason } })}
        title={`住民 ${number} の登録を消しますか`}
        submit="登録を消す"
        help="例：本人から、登録を消すよう求められたため"
        look="danger"
        onClose={() => setAsking(false)}
        onDone={(deleted) => {
          toast.success(`住民 ${number} の登録を消しました${sayDeleted(deleted)}。`);
          void navigate('/residents');
        }}
      >
        <Notice kind="warning" title="消えるもの">
          本人確認の登録（氏名・住所・生年月日）、トークの途中の内容、受け取るお知らせの登録、受付に使われていない写真と入力ページ、これまでに送った文章
        </Notice>
        <Notice title="法令にもとづいて残るもの">
          受付{cases.length}件、給付金の申請{applications.length}
          件と支払いの記録、操作の記録。だれのものかは、住民番号だけになります。
        </Notice>
      </ReasonDialog>
    </div>
  );
}

/** What went with it, as far as there was any. */
function sayDeleted({ photos, forms, messages }: AnswerOf<'POST /residents/:residentId/deletion'>): string {
  const words = [
    photos > 0 && `写真${photos}枚`,
    forms > 0 && `入力ページ${forms}件`,
    messages > 0 && `送る前のメッセージ${messages}通`,
  ].filter((each) => each !== false);
  return words.length === 0 ? '' : `（${words.join('、')}）`;
}
