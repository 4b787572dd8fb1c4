import type { AnswerOf } from '../../api/api-types.ts';
import { useApiMutation, useApiQuery } from '../../api/use-api.ts';
import { Badge, Button, Card, type Column, DateTime, Loaded, Table } from '../../components/index.ts';
import { describeDevice } from '../../credentials/passkey-label.ts';

type Session = AnswerOf<'GET /sessions'>['sessions'][number];

export function SessionsCard() {
  const sessions = useApiQuery('/sessions');
  const end = useApiMutation('DELETE /sessions/:sessionId', {
    done: 'その端末をサインアウトしました。',
    invalidates: ['/sessions'],
  });
  const columns: readonly Column<Session>[] = [
    {
      key: 'device',
      header: '端末',
      cell: ({ userAgent, isThis }) => (
        <span className="flex flex-wrap items-center gap-2">
          {describeDevice(userAgent)}
          {isThis && <Badge tone="blue">この端末</Badge>}
        </span>
      ),
    },
    { key: 'ip', header: '接続元', cell: ({ ip }) => ip },
    { key: 'lastSeenAt', header: '最後に使ったとき', cell: ({ lastSeenAt }) => <DateTime value={lastSeenAt} /> },
    {
      key: 'end',
      header: <span className="sr-only">操作</span>,
      align: 'end',
      cell: ({ sessionId, isThis, userAgent }) =>
        !isThis && (
          <Button size="sm" busy={end.isPending} onClick={() => end.mutate({ params: { sessionId } })}>
            サインアウトさせる<span className="sr-only">：{describeDevice(userAgent)}</span>
          </Button>
        ),
    },
  ];
  return (
    <Card title="サインイン中の端末" lead="覚えのない端末があれば、サインアウトさせて、パスワードを変えてください。">
      <Loaded query={sessions}>
        {({ sessions: rows }) => (
          <Table caption="端末の一覧" columns={columns} rows={rows} rowKey={({ sessionId }) => sessionId} />
        )}
      </Loaded>
    </Card>
  );
}
