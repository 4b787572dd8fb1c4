import { useApiMutation } from '../../api/use-api.ts';
import { Button, Card, DateTime, DescriptionList, formatCount, Notice, StatusBadge } from '../../components/index.ts';
import { CONDITIONS, conditionOf, type Health, STANDINGS } from './city-state.ts';

/** How a city is: what is the matter, what to do, and the numbers behind it. */
export function HealthCard({ health }: { health: Health }) {
  const check = useApiMutation('POST /operator/cities/:tenantId/channel/check', { done: 'LINEに確かめました。' });
  const { tenantId, channel, problems } = health;
  return (
    <Card
      title="調子"
      actions={
        channel !== null && (
          <Button icon="retry" busy={check.isPending} onClick={() => check.mutate({ params: { tenantId } })}>
            LINEに確かめる
          </Button>
        )
      }
    >
      <ProblemList problems={problems} />
      <DescriptionList
        items={[
          { term: 'いま', value: <StatusBadge status={conditionOf(health)} table={CONDITIONS} /> },
          { term: 'LINE公式アカウント', value: channel === null ? 'つながっていません' : channel.displayName },
          { term: 'LINEに確かめたとき', value: <DateTime value={channel?.check?.checkedAt} /> },
          { term: 'Webhook', value: sayWebhook(health) },
          { term: '最後の受信', value: <DateTime value={health.lastWebhookAt} /> },
          { term: '今月の送信', value: sayQuota(health) },
          { term: '受信の処理待ち', value: sayWaiting(health.inboxPending, health.inboxOldestSeconds) },
          { term: '送信の処理待ち', value: sayWaiting(health.outboxPending, health.outboxOldestSeconds) },
          {
            term: 'この7日間の失敗',
            value: `受信 ${health.inboxFailed}件、送信 ${health.outboxFailed}件、届いたか分からない ${health.outboxUnknown}件`,
          },
          { term: '利用料', value: <StatusBadge status={health.standing} table={STANDINGS} /> },
        ]}
      />
    </Card>
  );
}

export function ProblemList({ problems }: Pick<Health, 'problems'>) {
  return problems.map(({ code, severity, text }) => (
    <Notice key={code} kind={severity === 'must' ? 'error' : 'warning'}>
      {text}
    </Notice>
  ));
}

function sayWebhook({ channel }: Health): string {
  if (channel?.check == null) return 'まだ確かめていません';
  const { webhookIsOurs, webhookIsActive, webhookTest } = channel.check;
  if (webhookIsOurs === false) return '別のアドレスが登録されています';
  if (webhookIsActive === false) return '利用がオフになっています';
  if (webhookTest === null) return '試していません';
  return webhookTest === 'ok' ? '届いています' : `届いていません（${webhookTest}）`;
}

function sayQuota({ channel }: Health): string {
  if (channel?.check?.quotaUsed == null) return '分かりません';
  const { quotaUsed, quotaLimit } = channel.check;
  return `${formatCount(quotaUsed)}通 / ${quotaLimit === null ? '上限なし' : `${formatCount(quotaLimit)}通`}`;
}

function sayWaiting(count: number, oldestSeconds: number): string {
  return count === 0 ? 'ありません' : `${formatCount(count)}件（いちばん古いもので${Math.round(oldestSeconds)}秒前）`;
}
