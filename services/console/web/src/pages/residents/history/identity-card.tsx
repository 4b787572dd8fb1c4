import { useState } from 'react';
import type { AnswerOf } from '../../../api/api-types.ts';
import { Button, Card, DateTime, DescriptionList, ReasonDialog } from '../../../components/index.ts';
import type { ResidentHistory } from './resident-history.ts';

type Identity = AnswerOf<'POST /residents/:residentId/identity'>;

/** Who it is, for a reason of its own, and only as long as it is looked at. */
export function IdentityCard({ history: { residentId, consent } }: { history: ResidentHistory }) {
  const [identity, setIdentity] = useState<Identity>();
  const [isAsking, setAsking] = useState(false);
  if (consent === null) {
    return (
      <Card title="本人確認">
        <p>本人確認の登録をしていません。名前や住所は、お預かりしていません。</p>
      </Card>
    );
  }
  return (
    <Card title="本人確認">
      <DescriptionList
        items={[
          { term: '確認した日時', value: <DateTime value={consent.verifiedAt} /> },
          { term: '同意', value: <ConsentWords consent={consent} /> },
          { term: '氏名', value: identity?.name ?? <Hidden /> },
          { term: '住所', value: identity?.address ?? <Hidden /> },
          {
            term: '生年月日',
            value: identity === undefined ? <Hidden /> : <DateTime value={identity.birthdate} format="era" />,
          },
        ]}
      />
      {identity === undefined ? (
        <Button icon="shield" className="self-start" onClick={() => setAsking(true)}>
          氏名・住所・生年月日を見る
        </Button>
      ) : (
        <Button className="self-start" onClick={() => setIdentity(undefined)}>
          隠す
        </Button>
      )}
      <ReasonDialog
        route="POST /residents/:residentId/identity"
        open={isAsking}
        input={(reason) => ({ params: { residentId }, body: { reason } })}
        title="氏名・住所・生年月日を見る理由"
        submit="見る"
        help="例：申請の書類と、本人が同じかを確かめるため"
        onClose={() => setAsking(false)}
        onDone={(answer) => {
          setIdentity(answer);
          setAsking(false);
        }}
      >
        <p>履歴を開いた理由とは別に、個人の情報を見る理由を書いてください。操作の記録に残ります。</p>
      </ReasonDialog>
    </Card>
  );
}

function ConsentWords({ consent }: { consent: NonNullable<ResidentHistory['consent']> }) {
  return (
    <>
      <DateTime value={consent.consentedAt} />
      　（{consent.version}版の説明に）
    </>
  );
}

function Hidden() {
  return <span className="text-solid-gray-700">表示していません</span>;
}
