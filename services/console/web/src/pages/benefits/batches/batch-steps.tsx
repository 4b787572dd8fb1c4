import { useApiMutation } from '../../../api/use-api.ts';
import { Button, Card, formatCount, formatDate, formatYen, saveFile } from '../../../components/index.ts';
import { useMay, useMe } from '../../../shell/me.ts';
import { ActionProblem } from '../action-problem.tsx';
import { ConfirmedAction } from '../confirmed-action.tsx';
import { todayInJapan } from '../day.ts';
import { Reason, whoMay } from '../permitted.tsx';
import { useNames } from '../use-colleagues.ts';
import type { Batch } from '../words.ts';

/** From draft to settled: the one step that comes next, and who may do it. */
export function BatchSteps({ batch }: { batch: Batch }) {
  switch (batch.status) {
    case 'draft':
      return <Releasing batch={batch} />;
    case 'released':
      return (
        <>
          <HandingOut batch={batch} />
          <Settling batch={batch} />
        </>
      );
    case 'settled':
      return <HandingOut batch={batch} />;
    case 'cancelled':
      return (
        <Card title="とりやめた振込データ">
          <p>入っていた振込は、次の振込データを待っています。</p>
        </Card>
      );
  }
}

function Releasing({ batch }: { batch: Batch }) {
  const may = useMay();
  const { staffId } = useMe();
  const { batchId, count, totalYen, payOn, preparedBy } = batch;
  const params = { batchId };
  return (
    <Card
      title="銀行に渡してよいか決める"
      lead="つくった人とは別の人が、件数・合計・振込指定日を確かめます。決めたあとは、中身を変えられません。"
    >
      {!may('approve') && <Reason>{`決めるのは、${whoMay('approve')}です。`}</Reason>}
      {may('approve') && preparedBy === staffId && (
        <Reason>あなたがつくった振込データなので、あなたは決められません。別の承認者か管理者に頼んでください。</Reason>
      )}
      <div className="flex flex-wrap gap-3">
        {may('approve') && preparedBy !== staffId && (
          <ConfirmedAction
            route="POST /batches/:batchId/release"
            input={{ params }}
            label="銀行に渡してよい"
            look="primary"
            size="lg"
            icon="check"
            title="銀行に渡してよいですか"
            done="決めました。ファイルを受け取って、銀行に渡してください。"
          >
            <p className="text-std-22B-150 tabular-nums">
              {formatCount(count)}件　{formatYen(totalYen)}
            </p>
            <p>
              {formatDate(payOn, 'day')}に振り込まれます。これより後は、中身を変えることも、とりやめることもできません。
            </p>
          </ConfirmedAction>
        )}
        {may('prepare') && (
          <ConfirmedAction
            route="POST /batches/:batchId/cancel"
            input={{ params }}
            label="とりやめる"
            look="danger"
            title="この振込データをとりやめますか"
            done="とりやめました。"
          >
            <p>入っていた {formatCount(count)}件の振込は、次の振込データを待ちます。申請と承認は、そのままです。</p>
          </ConfirmedAction>
        )}
      </div>
    </Card>
  );
}

function HandingOut({ batch: { batchId, handedOut, handedOutBy } }: { batch: Batch }) {
  const may = useMay();
  const nameOf = useNames();
  const { staffId } = useMe();
  const file = useApiMutation('POST /batches/:batchId/file', {
    problem: 'shown',
    done: 'ファイルを保存しました。一度だけ、銀行に渡してください。',
    onDone: saveFile,
  });
  return (
    <Card
      title="ファイルを受け取る"
      lead="同じファイルを銀行に二度渡すと、二度振り込まれます。二度めに受け取れるのは、前に受け取った人とは別の人だけです。"
    >
      {handedOut > 0 && (
        <p>
          これまでに {formatCount(handedOut)}回。最後に受け取った人：{nameOf(handedOutBy)}
        </p>
      )}
      {!may('handle') ? (
        <Reason>{`受け取るのは、${whoMay('handle')}です。`}</Reason>
      ) : handedOutBy === staffId ? (
        <Reason>あなたはもう受け取りました。もう一度いるときは、別の職員に頼んでください。</Reason>
      ) : (
        <div>
          <Button
            look={handedOut === 0 ? 'primary' : 'secondary'}
            icon="download"
            busy={file.isPending}
            onClick={() => file.mutate({ params: { batchId } })}
          >
            {handedOut === 0 ? '銀行に渡すファイルを受け取る' : 'もう一度受け取る'}
          </Button>
        </div>
      )}
      <ActionProblem error={file.error} />
    </Card>
  );
}

function Settling({ batch: { batchId, payOn, count, totalYen } }: { batch: Batch }) {
  const may = useMay();
  const isDue = payOn <= todayInJapan();
  return (
    <Card title="振込が済んだことを記録する" lead="振込指定日を過ぎ、銀行で振り込まれたことを確かめてから記録します。">
      {!may('approve') && <Reason>{`記録するのは、${whoMay('approve')}です。`}</Reason>}
      {may('approve') && !isDue && <Reason>{`${formatDate(payOn, 'day')}から記録できます。`}</Reason>}
      {may('approve') && isDue && (
        <div>
          <ConfirmedAction
            route="POST /batches/:batchId/settle"
            input={{ params: { batchId } }}
            label="振込が済んだ"
            look="primary"
            size="lg"
            title="振込が済みましたか"
            done={(settled) => `${formatCount(settled.count)}件、${formatYen(settled.totalYen)} を支給済みにしました。`}
          >
            <p>
              戻ってきたものを除き、{formatCount(count)}件 {formatYen(totalYen)}{' '}
              までが支給済みになり、LINEの人には「振り込みました」と知らせます。戻りが分かっているときは、先に「戻ってきた振込」に記録してください。
            </p>
          </ConfirmedAction>
        </div>
      )}
    </Card>
  );
}
