import { Card, formatDate } from '../../../components/index.ts';
import { ConfirmedAction } from '../confirmed-action.tsx';
import { todayInJapan } from '../day.ts';
import { Permitted, Reason } from '../permitted.tsx';
import type { Program } from '../words.ts';

/** Opening and closing: the moment from which residents see the program, and the one after which they do not. */
export function Reception({ program, isListed }: { program: Program; isListed: boolean }) {
  const { status, opensOn, closesOn } = program;
  return (
    <Card title="申請の受付">
      <p>
        {formatDate(opensOn, 'day')}から
        <br />
        {formatDate(closesOn, 'day')}まで
      </p>
      <Permitted permission="approve" action="受付を始めることと終えること">
        {status === 'draft' && <Opening program={program} isListed={isListed} />}
        {status === 'open' && <Closing program={program} />}
        {status === 'closed' && <p>受付は終わりました。支払いは、そのまま続けられます。</p>}
      </Permitted>
    </Card>
  );
}

function Opening({ program, isListed }: { program: Program; isListed: boolean }) {
  const { id, name, methods, isPractice, opensOn } = program;
  if (!isListed) return <Reason>対象者リストを反映すると、受付を始められます。</Reason>;
  if (methods.length === 0) return <Reason>受け取り方を選ぶと、受付を始められます。</Reason>;
  return (
    <ConfirmedAction
      route="POST /programs/:programId/open"
      input={{ params: { programId: id } }}
      label="受付を始める"
      look="primary"
      title={`「${name}」の受付を始めますか`}
      done="受付を始めました。"
    >
      <p>
        対象の人がLINEで申し込めるようになります。お知らせはまだ送られません。
        {opensOn > todayInJapan() && `申し込めるのは、${formatDate(opensOn, 'day')}からです。`}
      </p>
      <p>{isPractice ? '練習用なので、お金は支払われません。' : '本番です。承認した申請には、お金が支払われます。'}</p>
    </ConfirmedAction>
  );
}

function Closing({ program: { id, name, closesOn } }: { program: Program }) {
  const input = { params: { programId: id } };
  return (
    <div className="flex flex-col items-start gap-3">
      {closesOn < todayInJapan() ? (
        <ConfirmedAction
          route="POST /programs/:programId/expire"
          input={input}
          label="申請のなかった分を終わりにする"
          title="申請のなかった分を終わりにしますか"
          done={({ expired }) => `申請のなかった${expired}人分を、終わりにしました。`}
        >
          <p>期限までに届いていた紙の申請書は、このあとでも入力できます。</p>
        </ConfirmedAction>
      ) : (
        <Reason>期限を過ぎたら、申請のなかった分をまとめて終わりにできます。</Reason>
      )}
      <ConfirmedAction
        route="POST /programs/:programId/close"
        input={input}
        label="受付を終える"
        look="danger"
        title={`「${name}」の受付を終えますか`}
        done="受付を終えました。"
      >
        <p>
          だれも申し込めなくなり、もう一度始めることはできません。すでに受けた申請の承認と支払いは、そのまま続けられます。
        </p>
      </ConfirmedAction>
    </div>
  );
}
