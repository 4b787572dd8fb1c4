import { type EventOf, useApiEvents } from '../../../api/use-api-events.ts';
import {
  BarChart,
  Card,
  EmptyState,
  Figure,
  formatCount,
  LinkButton,
  LiveMark,
  Skeleton,
} from '../../../components/index.ts';
import { ProgramPage } from '../program-page.tsx';

type Results = EventOf<'/surveys/:surveyKey/live'>;

export function Page() {
  return (
    <ProgramPage
      title="アンケートの結果"
      lead="申請のすぐあとに聞いた答えです。答えが届くたびに、この画面の数字が変わります。"
    >
      {({ id, surveyKey }) =>
        surveyKey === null ? (
          <EmptyState
            icon="list"
            title="アンケートは、お願いしていません"
            actions={<LinkButton to={`/benefits/${id}/settings`}>内容の変更へ</LinkButton>}
          >
            「内容の変更」で、申請のあとのアンケートを選べます。
          </EmptyState>
        ) : (
          <Live surveyKey={surveyKey} />
        )
      }
    </ProgramPage>
  );
}

function Live({ surveyKey }: { surveyKey: string }) {
  const { latest, state } = useApiEvents('/surveys/:surveyKey/live', { params: { surveyKey } });
  if (latest === undefined) return <Skeleton lines={8} label={state === 'lost' ? 'つなぎ直しています' : undefined} />;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <Figure label="答えた人" value={`${formatCount(latest.respondents)}人`} />
        <LiveMark state={state} />
      </div>
      {latest.respondents === 0 && (
        <EmptyState icon="inbox" title="答えは、まだ届いていません">
          申請のあとで、LINEの中で答えてもらえます。
        </EmptyState>
      )}
      {latest.questions.map((question, index) => (
        <Question key={question.key} number={index + 1} question={question} />
      ))}
    </>
  );
}

function Question({ number, question }: { number: number; question: Results['questions'][number] }) {
  const { key, text, kind, answers, choices } = question;
  return (
    <Card title={`問${number}. ${text ?? `いまは聞いていない質問（${key}）`}`} lead={`答え ${formatCount(answers)}件`}>
      {kind === 'choice' ? (
        <BarChart
          caption="答えた人数"
          unit="人"
          bars={choices.map(({ label, count }) => ({ key: label, label, value: count }))}
        />
      ) : (
        <p>自由に書いてもらう質問です。書かれたことばには個人の事情が入るので、ここには出しません。</p>
      )}
    </Card>
  );
}
