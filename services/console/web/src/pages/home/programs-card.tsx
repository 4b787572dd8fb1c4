import { Badge, Card, DateTime, formatCount, formatYen, ProgressBar, TextLink } from '../../components/index.ts';
import type { Home } from './home.ts';

type Program = Home['programs'][number];

/** The programs that residents apply for now, the one that closes first in front. */
export function ProgramsCard({ programs }: { programs: Home['programs'] }) {
  if (programs.length === 0) return null;
  return (
    <Card title="受付中の給付事業">
      <ul className="flex flex-col divide-y divide-line">
        {programs.map((program) => (
          <li key={program.programId} className="flex flex-col gap-4 py-5 first:pt-0 last:pb-0">
            <ProgramRow program={program} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ProgramRow({ program }: { program: Program }) {
  const { programId, name, closesOn, isPractice, all, claimed, approved, paid, open } = program;
  const steps = [
    { label: '申請を待っています', progress: open },
    { label: '承認を待っています', progress: claimed },
    { label: '支払いを待っています', progress: approved },
    { label: '支払いました', progress: paid },
  ];
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <TextLink to={`/benefits/${programId}`} className="text-std-18B-160">
          {name}
        </TextLink>
        {isPractice && <Badge>練習</Badge>}
        <span className="ml-auto text-dns-14N-130">
          締め切り <DateTime value={closesOn} format="day" />
        </span>
      </div>
      <ProgressBar label="支払いが終わった人" done={paid.count} total={all.count} unit="人" />
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {steps.map(({ label, progress }) => (
          <div key={label} className="flex flex-col rounded-8 bg-solid-gray-50 px-4 py-3">
            <dt className="text-dns-14N-130 text-solid-gray-800">{label}</dt>
            <dd className="text-std-20B-150 tabular-nums">
              {formatCount(progress.count)}
              <span className="ml-1 text-dns-14N-130">人</span>
              <span className="block text-dns-14N-130 font-normal">{formatYen(progress.yen)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
