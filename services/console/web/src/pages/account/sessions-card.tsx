import type { AnswerOf } from '../../api/api-types.ts';
import { useApiMutation, useApiQuery } from '../../api/use-api.ts';
import { Badge, Button, Card, type Column, ConfirmDialog, DateTime, Loaded, Table } from '../../components/index.ts';
import { describeDevice } from '../../credentials/passkey-label.ts';

type Session = AnswerOf<'GET /sessions'>['sessions'][number];

/** @param afterChange how one signs in has just changed: asks what is to become of the other devices */
export function SessionsCard({ afterChange, onAnswered }: { afterChange: boolean; onAnswered: () => void }) {
  const sessions = useApiQuery('/sessions');
  const hasOthers = sessions.data?.sessions.some(({ isThis }) => !isThis) ?? false;
  const end = useApiMutation('DELETE /sessions/:sessionId', {
    done: 'その端末をサインアウトしました。',
    invalidates: ['/sessions'],
  });
  const endOthers = useApiMutation('POST /sessions/end-others', {
    done: 'ほかの端末をサインアウトさせました。',
    onDone: onAnswered,
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
    <Card
      title="サインイン中の端末"
      lead="覚えのない端末があれば、サインアウトさせて、パスワードを変えてください。"
      actions={
        hasOthers && (
          <Button busy={endOthers.isPending} onClick={() => endOthers.mutate({})}>
            ほかの端末をすべてサインアウトさせる
          </Button>
        )
      }
    >
      <Loaded query={sessions}>
        {({ sessions: rows }) => (
          <Table caption="端末の一覧" columns={columns} rows={rows} rowKey={({ sessionId }) => sessionId} />
        )}
      </Loaded>
      <ConfirmDialog
        open={afterChange && hasOthers}
        title="ほかの端末のサインインも終わらせますか"
        confirm="ほかの端末をサインアウトさせる"
        busy={endOthers.isPending}
        onClose={onAnswered}
        onConfirm={() => endOthers.mutate({})}
      >
        <p>サインインの方法が変わりました。ほかの端末は、前の方法でサインインしたままです。</p>
        <p>端末をなくしたときや、だれかに使われた心配があるときは、終わらせてください。</p>
      </ConfirmDialog>
    </Card>
  );
}
