import { useApiQuery } from '../../../api/use-api.ts';
import {
  Card,
  Figure,
  formatCount,
  Loaded,
  Notice,
  Phone,
  type PhoneMessage,
  Skeleton,
} from '../../../components/index.ts';
import { useCity } from '../../../shell/me.ts';
import { ConfirmedAction } from '../confirmed-action.tsx';
import { Permitted, Reason } from '../permitted.tsx';
import { ProgramPage } from '../program-page.tsx';
import type { Program, Progress } from '../words.ts';
import { LetterForm } from './letter-form.tsx';

/** While notices are on their way, between two looks. */
const LOOK_AGAIN_MS = 3_000;

export function Page() {
  return (
    <ProgramPage
      title="お知らせと手紙"
      lead="照合できた人にはLINEで、ほかの世帯には手紙で知らせます。どちらも、同じ人に二度は送られません。"
    >
      {(program) => <Telling program={program} />}
    </ProgramPage>
  );
}

function Telling({ program }: { program: Program }) {
  const progress = useApiQuery(
    '/programs/:programId/progress',
    { params: { programId: program.id } },
    { refetchInterval: (found) => ((found?.notices.underWay ?? 0) > 0 ? LOOK_AGAIN_MS : false) },
  );
  return (
    <>
      {program.status === 'draft' && (
        <Notice title="受付を始めると、送れるようになります">
          見本は、いま確かめられます。受付は「概要」の「申請の受付」で始めます。
        </Notice>
      )}
      <Loaded query={progress} loading={<Skeleton lines={10} />}>
        {(found) => (
          <>
            <NoticeCard program={program} progress={found} />
            <LetterCard program={program} progress={found} />
          </>
        )}
      </Loaded>
    </>
  );
}

function NoticeCard({ program, progress: { notices } }: { program: Program; progress: Progress }) {
  const { name: cityName } = useCity();
  const preview = useApiQuery('/programs/:programId/notice-preview', { params: { programId: program.id } });
  return (
    <Card title="LINEのお知らせ">
      <Loaded query={preview} loading={<Skeleton lines={10} />}>
        {({ messages, recipients }) => (
          <div className="grid items-start gap-8 lg:grid-cols-[1fr_auto]">
            <div className="flex flex-col gap-6">
              <div className="grid gap-4 sm:grid-cols-3">
                <Figure label="いま送ると" value={`${formatCount(recipients)}人`} />
                <Figure
                  label="これまでに送った"
                  value={`${formatCount(notices.sent)}人`}
                  note={notices.underWay > 0 ? `ほかに送信中 ${formatCount(notices.underWay)}人` : undefined}
                />
                <Figure label="送れなかった" value={`${formatCount(notices.failed)}人`} />
              </div>
              <p>
                住民は、お知らせのボタンを押し、受け取り方を選び、確かめて、申し込みます。4回押すだけで終わります。お知らせに、金額や名前は出ません。
              </p>
              <Permitted permission="approve" action="お知らせを送ること">
                <Sending program={program} recipients={recipients} />
              </Permitted>
            </div>
            <Phone
              name={cityName}
              messages={messages as readonly PhoneMessage[]} // the SDK leaves out what LINE demands
            />
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function Sending({ program, recipients }: { program: Program; recipients: number }) {
  if (program.status !== 'open') return <Reason>受付中のあいだだけ送れます。</Reason>;
  if (recipients === 0) {
    return <Reason>いま送る相手はいません。新しく本人確認をした人がいれば、照合すると出ます。</Reason>;
  }
  return (
    <div>
      <ConfirmedAction
        route="POST /programs/:programId/notices"
        input={{ params: { programId: program.id } }}
        label={`${formatCount(recipients)}人にお知らせを送る`}
        look="primary"
        size="lg"
        icon="message"
        title={`${formatCount(recipients)}人に、LINEでお知らせを送りますか`}
        done={({ notified }) => `${formatCount(notified)}人に送り始めました。`}
      >
        <p>
          「{program.name}」の対象で、照合できた {formatCount(recipients)}
          人のLINEに届きます。送ったあとで取り消すことはできません。
        </p>
        {program.isPractice && <p>文のはじめに【練習】と付きます。</p>}
      </ConfirmedAction>
    </div>
  );
}

function LetterCard({ program, progress: { reach, letters } }: { program: Program; progress: Progress }) {
  return (
    <Card
      title="手紙"
      lead="LINEで届かない世帯に送ります。手紙の番号かQRコードで、LINEからすぐに申し込めます。紙の申請書でも申し込めます。"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Figure label="手紙で届く世帯" value={`${formatCount(reach.letter)}世帯`} />
        <Figure label="これまでにつくった" value={`${formatCount(letters.households)}世帯`} />
      </div>
      <Permitted permission="approve" action="手紙をつくること">
        {program.status === 'open' ? <LetterForm program={program} /> : <Reason>受付中のあいだだけつくれます。</Reason>}
      </Permitted>
    </Card>
  );
}
