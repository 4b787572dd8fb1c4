import { useApiQuery } from '../../../api/use-api.ts';
import { Button, formatCount, formatYen } from '../../../components/index.ts';
import { ConfirmedAction } from '../confirmed-action.tsx';
import { sayYen } from '../say-yen.ts';
import { titleOf, useMethods } from '../use-methods.ts';
import type { Program } from '../words.ts';
import { totalOf, type WaitingClaim } from './obstacle.ts';

/** How many and how much is chosen, always in sight, and the button that approves just that. */
export function ApprovalBar({
  program,
  chosen,
  possible,
  onChooseAll,
  onChooseNone,
  onDone,
}: {
  program: Program;
  chosen: readonly WaitingClaim[];
  possible: readonly WaitingClaim[];
  onChooseAll: () => void;
  onChooseNone: () => void;
  onDone: () => void;
}) {
  const { data: known } = useApiQuery('/programs/:programId', { params: { programId: program.id } });
  const { count, totalYen } = totalOf(chosen);
  const budgetYen = known?.balances.budget;
  const isTooMuch = budgetYen !== undefined && totalYen > budgetYen;
  return (
    <section
      aria-label="選んだ申請"
      className="sticky top-16 z-10 flex flex-wrap items-center gap-x-8 gap-y-3 rounded-16 border border-line bg-white p-5 shadow-1"
    >
      <p aria-live="polite" className="flex flex-wrap items-baseline gap-x-6">
        <span>
          選んだ申請 <span className="text-std-24B-150 tabular-nums">{formatCount(count)}</span> 件
        </span>
        <span>
          合計 <span className="text-std-24B-150 tabular-nums">{formatYen(totalYen)}</span>
        </span>
        {budgetYen !== undefined && (
          <span className={isTooMuch ? 'font-bold text-red-1000' : 'text-solid-gray-700'}>
            予算の残り {formatYen(budgetYen)}
            {isTooMuch && '（足りません）'}
          </span>
        )}
      </p>
      <div className="ml-auto flex flex-wrap items-center gap-3">
        <Button look="text" disabled={chosen.length === possible.length} onClick={onChooseAll}>
          できるものをすべて選ぶ
        </Button>
        <Button look="text" disabled={chosen.length === 0} onClick={onChooseNone}>
          すべて外す
        </Button>
        <ConfirmedAction
          route="POST /approvals"
          input={{
            body: {
              claims: chosen.map(({ claimId, seal }) => ({ claimId, seal })),
              expected: { count, totalYen },
            },
          }}
          label="承認する"
          look="primary"
          size="lg"
          disabled={count === 0 || isTooMuch}
          title={`${formatCount(count)}件を承認しますか`}
          done={`${formatCount(count)}件を承認しました。`}
          onDone={onDone}
        >
          <Summary chosen={chosen} />
          <p>
            {program.isPractice
              ? '練習用なので、お金は支払われません。'
              : '振込の分は振込データに入るのを待ち、ギフトや電子マネー・ATMの分は、すぐに支払われます。'}
          </p>
        </ConfirmedAction>
      </div>
    </section>
  );
}

function Summary({ chosen }: { chosen: readonly WaitingClaim[] }) {
  const methods = useMethods();
  const { totalYen } = totalOf(chosen);
  return (
    <>
      <p className="text-std-22B-150 tabular-nums">
        合計 {formatYen(totalYen)}（{sayYen(totalYen)}）
      </p>
      <ul className="list-disc pl-5">
        {[...Map.groupBy(chosen, ({ method }) => method)].map(([method, claims]) => (
          <li key={method} className="tabular-nums">
            {titleOf(methods, method)}　{formatCount(claims.length)}件　{formatYen(totalOf(claims).totalYen)}
          </li>
        ))}
      </ul>
    </>
  );
}
