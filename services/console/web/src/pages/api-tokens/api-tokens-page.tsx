import { useState } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { useApiMutation, useApiQuery } from '../../api/use-api.ts';
import {
  Button,
  type Column,
  ConfirmDialog,
  DateTime,
  EmptyState,
  ExternalLink,
  Loaded,
  PageHeader,
  Table,
} from '../../components/index.ts';
import { scopeLabel } from './scopes.ts';
import { TokenDialog } from './token-dialog.tsx';

type Token = AnswerOf<'GET /api-tokens'>['tokens'][number];

export function Page() {
  const tokens = useApiQuery('/api-tokens');
  const [isAdding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<Token>();
  const revoke = useApiMutation('DELETE /api-tokens/:tokenId', {
    done: 'トークンを使えなくしました。',
    onDone: () => setRevoking(undefined),
  });
  return (
    <>
      <PageHeader
        title="APIトークン"
        crumbs={[{ to: '/settings', label: '設定' }]}
        lead={
          <>
            市のほかのシステムから、手のひら市役所のデータを使うためのかぎです。使い方は
            <ExternalLink href="/api/docs">APIの説明</ExternalLink>をご覧ください。
          </>
        }
        actions={
          <Button look="primary" icon="plus" onClick={() => setAdding(true)}>
            トークンを作る
          </Button>
        }
      />
      <Loaded query={tokens}>
        {({ tokens: rows }) => (
          <Table
            caption="APIトークンの一覧"
            columns={columns(setRevoking)}
            rows={rows}
            rowKey={({ tokenId }) => tokenId}
            empty={
              <EmptyState icon="key" title="トークンはまだありません">
                ほかのシステムとつなぐときに、「トークンを作る」から作ります。
              </EmptyState>
            }
          />
        )}
      </Loaded>
      {isAdding && <TokenDialog onClose={() => setAdding(false)} />}
      <ConfirmDialog
        open={revoking !== undefined}
        title={`「${revoking?.name ?? ''}」を使えなくしますか`}
        confirm="使えなくする"
        look="danger"
        busy={revoke.isPending}
        onClose={() => setRevoking(undefined)}
        onConfirm={() => revoking && revoke.mutate({ params: { tokenId: revoking.tokenId } })}
      >
        <p>このトークンを使っているシステムは、すぐにつながらなくなります。元には戻せません。</p>
      </ConfirmDialog>
    </>
  );
}

function columns(onRevoke: (token: Token) => void): Column<Token>[] {
  return [
    { key: 'name', header: '名前', cell: ({ name }) => <span className="font-bold">{name}</span> },
    { key: 'scopes', header: 'できること', cell: ({ scopes }) => scopes.map(scopeLabel).join('、') },
    { key: 'expiresAt', header: '期限', cell: ({ expiresAt }) => <DateTime value={expiresAt} />, nowrap: true },
    {
      key: 'lastUsedAt',
      header: '最後に使われたとき',
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? 'まだ使われていません' : <DateTime value={lastUsedAt} />),
    },
    {
      key: 'actions',
      header: <span className="sr-only">操作</span>,
      align: 'end',
      cell: (token) => (
        <Button size="sm" look="text" onClick={() => onRevoke(token)}>
          使えなくする<span className="sr-only">：{token.name}</span>
        </Button>
      ),
    },
  ];
}
