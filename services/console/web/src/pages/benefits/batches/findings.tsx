import { Button, Checkbox, formatCount, Notice, TextLink } from '../../../components/index.ts';
import type { Program } from '../words.ts';
import type { Preflight } from './preflight.ts';

type Problem = Preflight['problems'][number];

/** Errors stop the file; each warning is confirmed by itself. A payment that either is about can wait for the next file. */
export function Findings({
  program,
  errors,
  warnings,
  confirmed,
  onConfirm,
  onLeaveOut,
}: {
  program: Program;
  errors: readonly Problem[];
  warnings: readonly Problem[];
  confirmed: ReadonlySet<string>;
  onConfirm: (key: string, isOn: boolean) => void;
  onLeaveOut: (payoutId: string) => void;
}) {
  if (errors.length + warnings.length === 0) {
    return <Notice kind="success" title="気になるところは、ありません" />;
  }
  return (
    <>
      {errors.length > 0 && (
        <Notice kind="error" title={`このままではつくれません（${formatCount(errors.length)}か所）`}>
          <ul className="flex flex-col gap-3">
            {errors.map((problem) => (
              <li key={problem.key} className="flex flex-wrap items-center justify-between gap-3">
                <Words program={program} problem={problem} />
                <LeaveOut problem={problem} onLeaveOut={onLeaveOut} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {warnings.length > 0 && (
        <fieldset className="flex flex-col gap-3 rounded-12 border-l-8 border-yellow-700 bg-yellow-50 p-6">
          <legend className="sr-only">ひとつずつ確かめるところ</legend>
          <p className="font-bold">
            ひとつずつ確かめてください（{formatCount(warnings.length)}か所のうち {formatCount(confirmed.size)}
            か所を確かめました）
          </p>
          <ul className="flex flex-col gap-3">
            {warnings.map((problem) => (
              <li key={problem.key} className="flex flex-wrap items-center justify-between gap-3">
                <Checkbox
                  label={<Words program={program} problem={problem} />}
                  checked={confirmed.has(problem.key)}
                  onChange={({ target }) => onConfirm(problem.key, target.checked)}
                />
                <LeaveOut problem={problem} onLeaveOut={onLeaveOut} />
              </li>
            ))}
          </ul>
        </fieldset>
      )}
    </>
  );
}

function Words({ program, problem: { message, payout } }: { program: Program; problem: Problem }) {
  return (
    <span>
      {message}
      {payout !== null && payout.claimId !== null && (
        <>
          {' '}
          <TextLink to={`/benefits/${program.id}/claims/${payout.claimId}`}>{payout.claimNumber}</TextLink>
        </>
      )}
    </span>
  );
}

function LeaveOut({ problem: { payout }, onLeaveOut }: { problem: Problem; onLeaveOut: (payoutId: string) => void }) {
  if (payout === null) return null;
  return (
    <Button size="sm" onClick={() => onLeaveOut(payout.payoutId)}>
      次の振込データに回す<span className="sr-only">：{payout.claimNumber}</span>
    </Button>
  );
}
