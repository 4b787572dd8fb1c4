import { useApiMutation, useApiQuery } from '../../../api/use-api.ts';
import {
  BarChart,
  Button,
  Card,
  DateTime,
  EmptyState,
  Figure,
  formatCount,
  LinkButton,
  Loaded,
  Notice,
  Skeleton,
} from '../../../components/index.ts';
import { Permitted, Reason } from '../permitted.tsx';
import { ProgramPage } from '../program-page.tsx';
import { type Program, type Progress, sayMatchReason } from '../words.ts';
import { DoubtfulPair } from './doubtful-pair.tsx';

/** As many as the server shows at a time. */
const MOST = 200;

export function Page() {
  return (
    <ProgramPage
      title="照合"
      lead="対象者リストの人と、LINEで本人確認をした住民を、氏名・生年月日・住所で比べます。一致した世帯主に、LINEでお知らせできます。"
    >
      {(program) => <Matches program={program} />}
    </ProgramPage>
  );
}

function Matches({ program }: { program: Program }) {
  const params = { programId: program.id };
  const progress = useApiQuery('/programs/:programId/progress', { params });
  const doubtful = useApiQuery('/programs/:programId/matches/doubtful', { params });
  return (
    <>
      <Loaded query={progress} loading={<Skeleton lines={6} />}>
        {(found) => <Running program={program} progress={found} />}
      </Loaded>
      <section aria-labelledby="doubtful" className="flex flex-col gap-4">
        <h2 id="doubtful" className="text-std-20B-150">
          人が確かめる組
        </h2>
        <p className="text-solid-gray-700">
          同じ人と認めるには、ふたりの職員がいります。別の人とするのは、ひとりでできます。違う文字に印を付けてあります。
        </p>
        <Loaded query={doubtful} loading={<Skeleton lines={8} />}>
          {({ matches }) =>
            matches.length === 0 ? (
              <EmptyState icon="check" title="確かめる組は、ありません" />
            ) : (
              <>
                <ul className="flex flex-col gap-4">
                  {matches.map((match) => (
                    <li key={match.matchId}>
                      <DoubtfulPair match={match} />
                    </li>
                  ))}
                </ul>
                {matches.length === MOST && (
                  <Reason>{`古いものから${MOST}組を表示しています。確かめると、続きが出ます。`}</Reason>
                )}
              </>
            )
          }
        </Loaded>
      </section>
    </>
  );
}

function Running({ program, progress: { matching, lists } }: { program: Program; progress: Progress }) {
  const run = useApiMutation('POST /programs/:programId/match', {
    done: ({ accepted, doubtful }) => `照合しました。一致 ${accepted}人、人が確かめる ${doubtful}組です。`,
  });
  const { inForce } = lists;
  const isOutdated = matching.ranAt !== null && inForce?.appliedAt != null && matching.ranAt < inForce.appliedAt;
  const bars = Object.entries(matching.byReason).map(([reason, value = 0]) => ({
    key: reason,
    label: sayMatchReason(reason),
    value,
  }));
  return (
    <Card
      title="照合する"
      lead={
        matching.ranAt === null ? (
          '何度行ってもかまいません。人が決めたことは、そのまま残ります。'
        ) : (
          <>
            前回 <DateTime value={matching.ranAt} />
          </>
        )
      }
      actions={
        inForce && (
          <Permitted permission="prepare" action="照合">
            <Button
              look={matching.ranAt === null || isOutdated ? 'primary' : 'secondary'}
              icon="retry"
              busy={run.isPending}
              onClick={() => run.mutate({ params: { programId: program.id } })}
            >
              照合する
            </Button>
          </Permitted>
        )
      }
    >
      {inForce === null && (
        <Notice
          title="先に、対象者リストを反映してください"
          actions={<LinkButton to={`/benefits/${program.id}/lists`}>対象者リストへ</LinkButton>}
        />
      )}
      {isOutdated && (
        <Notice kind="warning" title="照合のあとで、新しいリストが反映されました">
          もう一度照合してください。
        </Notice>
      )}
      {matching.ranAt !== null && (
        <>
          <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
            <Figure label="一致" value={`${formatCount(matching.accepted)}人`} />
            <Figure label="人が確かめる" value={`${formatCount(matching.doubtful)}組`} />
            <Figure
              label="ひとりが認めた"
              value={`${formatCount(matching.seconded)}組`}
              note="もうひとりを待っています"
            />
            <Figure label="別の人とした" value={`${formatCount(matching.rejected)}組`} />
          </div>
          {bars.length > 0 && <BarChart caption="何が一致したか" bars={bars} unit="組" />}
        </>
      )}
    </Card>
  );
}
