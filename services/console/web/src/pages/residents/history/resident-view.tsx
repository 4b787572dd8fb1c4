import { Badge, Card, DateTime, DescriptionList, PageHeader } from '../../../components/index.ts';
import { useMay } from '../../../shell/me.ts';
import { Applications, Cases, Consents, Messages } from './history-lists.tsx';
import { IdentityCard } from './identity-card.tsx';
import { ManageCard } from './manage-card.tsx';
import { CRUMBS, type ResidentHistory } from './resident-history.ts';

export function ResidentView({
  history,
  onChange,
}: {
  history: ResidentHistory;
  onChange: (history: ResidentHistory) => void;
}) {
  const mayManage = useMay()('manage');
  const { number, friendship, friendshipText, isTest, deletedAt, firstSeenAt, isRegistered, subscriptions } = history;
  const isDeleted = deletedAt !== null;
  return (
    <>
      <PageHeader
        title={`住民 ${number}`}
        crumbs={CRUMBS}
        lead="この画面を開いたことは、操作の記録に残りました。閉じるか読み込みなおすと、また理由が必要です。"
        badges={
          <>
            <Badge tone={friendship === 'friend' ? 'green' : 'gray'}>{friendshipText}</Badge>
            {isRegistered && <Badge tone="blue">本人確認の登録あり</Badge>}
            {isTest && <Badge tone="purple">試しの登録</Badge>}
            {isDeleted && <Badge>登録を消しました</Badge>}
          </>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card title="つながり">
          <DescriptionList
            items={[
              { term: 'はじめてつながった日', value: <DateTime value={firstSeenAt} /> },
              {
                term: '受け取るお知らせ',
                value:
                  subscriptions.length === 0
                    ? 'なし'
                    : subscriptions.map(({ featureKey, title, text }) => (
                        <p key={featureKey}>
                          <span className="font-bold">{title}</span>　{text}
                        </p>
                      )),
              },
              ...(isDeleted ? [{ term: '登録を消した日時', value: <DateTime value={deletedAt} /> }] : []),
            ]}
          />
        </Card>
        <IdentityCard history={history} />
      </div>
      <Cases cases={history.cases} />
      <Applications applications={history.applications} />
      <Messages messages={history.messages} />
      <Consents consents={history.consents} />
      {mayManage && !isDeleted && <ManageCard history={history} onChange={onChange} />}
    </>
  );
}
