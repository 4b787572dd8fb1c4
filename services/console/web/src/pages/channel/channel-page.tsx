import { useState } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { useApiMutation, useApiQuery } from '../../api/use-api.ts';
import {
  Badge,
  Button,
  Card,
  CopyButton,
  DateTime,
  DescriptionList,
  EmptyState,
  formatCount,
  Loaded,
  Notice,
  PageHeader,
} from '../../components/index.ts';
import { SecretDialog } from './secret-dialog.tsx';

type Answer = AnswerOf<'GET /channel'>;
type Connected = NonNullable<Answer['channel']>;

export function Page() {
  const channel = useApiQuery('/channel');
  const [isChanging, setChanging] = useState(false);
  const isConnected = channel.data?.channel != null;
  return (
    <>
      <PageHeader
        title="LINE公式アカウント"
        crumbs={[{ to: '/settings', label: '設定' }]}
        lead="住民とやりとりするLINEのアカウントと、その調子です。"
        actions={
          channel.data && (
            <Button onClick={() => setChanging(true)}>
              {isConnected ? 'シークレットを新しくする' : 'LINE公式アカウントをつなぐ'}
            </Button>
          )
        }
      />
      <Loaded query={channel}>
        {(answer) =>
          answer.channel === null ? (
            <EmptyState icon="message" title="LINE公式アカウントがつながっていません">
              LINE Developersコンソールで、チャネルIDとチャネルシークレットを確かめて、つないでください。
            </EmptyState>
          ) : (
            <>
              <Health answer={answer} />
              <Account channel={answer.channel} />
              <Traffic answer={answer} />
            </>
          )
        }
      </Loaded>
      {isChanging && <SecretDialog isFirst={!isConnected} onClose={() => setChanging(false)} />}
    </>
  );
}

function Health({ answer: { check, problems } }: { answer: Answer }) {
  const ask = useApiMutation('POST /channel/check', { done: 'LINEに確かめました。', invalidates: ['/channel'] });
  const hasMust = problems.some(({ severity }) => severity === 'must');
  return (
    <Card
      title="調子"
      lead={
        check === null ? (
          'まだ確かめていません。'
        ) : (
          <>
            最後に確かめたとき：
            <DateTime value={check.checkedAt} />
          </>
        )
      }
      actions={
        <Button icon="retry" busy={ask.isPending} onClick={() => ask.mutate({})}>
          いま確かめる
        </Button>
      }
    >
      <div role="status" className="flex flex-col gap-3">
        {check !== null && !hasMust && <Notice kind="success">LINEとつながっています。</Notice>}
        {problems.map(({ code, severity, text }) => (
          <Notice
            key={code}
            kind={severity === 'must' ? 'error' : 'warning'}
            title={severity === 'must' ? '直してください' : 'おすすめ'}
          >
            {text}
          </Notice>
        ))}
      </div>
      {check !== null && (
        <DescriptionList
          items={[
            { term: '今月送った数', value: quotaWords(check.quotaUsed, check.quotaLimit) },
            { term: '認証済アカウント', value: yesNo(check.isVerified) },
          ]}
        />
      )}
    </Card>
  );
}

function quotaWords(used: number | null, limit: number | null): string {
  if (used === null) return 'わかりません';
  return `${formatCount(used)}通${limit === null ? '(上限はありません)' : `／${formatCount(limit)}通`}`;
}

function yesNo(value: boolean | null): string {
  if (value === null) return 'わかりません';
  return value ? 'はい' : 'いいえ';
}

function Account({ channel }: { channel: Connected }) {
  const { displayName, lineChannelId, webhookUrl, oldSecretUntil } = channel;
  return (
    <Card title="アカウント">
      <DescriptionList
        items={[
          { term: '表示名', value: displayName },
          { term: 'チャネルID', value: lineChannelId },
          {
            term: 'Webhook URL',
            value: (
              <span className="flex flex-wrap items-center gap-3">
                <code className="font-mono">{webhookUrl}</code>
                <CopyButton text={webhookUrl} what="Webhook URL" />
              </span>
            ),
          },
          {
            term: 'チャネルシークレット',
            value:
              oldSecretUntil === null ? (
                <Badge tone="green">登録されています</Badge>
              ) : (
                <>
                  新しくしました。前のものは、
                  <DateTime value={oldSecretUntil} />
                  まで使えます。
                </>
              ),
          },
        ]}
      />
    </Card>
  );
}

function Traffic({ answer: { lastWebhookAt, inbox, outbox } }: { answer: Answer }) {
  return (
    <Card title="メッセージの流れ">
      <DescriptionList
        items={[
          {
            term: '住民から最後に届いたとき',
            value: lastWebhookAt === null ? 'まだ届いていません' : <DateTime value={lastWebhookAt} />,
          },
          { term: '届いて、まだ答えていないもの', value: `${formatCount(inbox.pending)}件` },
          { term: '送るのを待っているもの', value: `${formatCount(outbox.pending)}件` },
          { term: '届けられなかったもの', value: `${formatCount(outbox.failed)}件` },
        ]}
      />
    </Card>
  );
}
