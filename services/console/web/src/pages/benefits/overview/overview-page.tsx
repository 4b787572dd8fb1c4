import { useApiQuery } from '../../../api/use-api.ts';
import {
  Card,
  Figure,
  formatCount,
  formatYen,
  LinkButton,
  Loaded,
  Skeleton,
  TextLink,
} from '../../../components/index.ts';
import { todayInJapan } from '../day.ts';
import { ProgramPage } from '../program-page.tsx';
import { sayYen } from '../say-yen.ts';
import { summarize } from '../sum-totals.ts';
import { AMOUNT_RULES, type Program } from '../words.ts';
import { BudgetBar } from './budget-bar.tsx';
import { Reception } from './reception.tsx';
import { StepList } from './step-list.tsx';
import { stepsOf } from './steps.ts';

/** Between two looks while somebody has the page open: colleagues and residents go on. */
const LOOK_AGAIN_MS = 15_000;

export function Page() {
  return (
    <ProgramPage
      lead="上から順に進めます。いま進められるところと、確かめてほしいところには、印が付いています。"
      actions={<SettingsLink />}
    >
      {(program) => <Overview program={program} />}
    </ProgramPage>
  );
}

function SettingsLink() {
  return (
    <LinkButton to="settings" icon="settings">
      内容を見る・変える
    </LinkButton>
  );
}

function Overview({ program }: { program: Program }) {
  const params = { programId: program.id };
  const progress = useApiQuery('/programs/:programId/progress', { params }, { refetchInterval: LOOK_AGAIN_MS });
  return (
    <Loaded query={progress} loading={<Skeleton lines={12} />}>
      {(found) => {
        const { entitled, applied, approved, paid } = summarize(found);
        const share = (count: number) =>
          entitled.count === 0 ? '' : `対象の${Math.floor((count / Math.max(1, found.reach.households)) * 100)}%`;
        return (
          <>
            <section aria-label="数字で見る" className="grid grid-cols-2 gap-4 xl:grid-cols-4">
              <Figure
                label="対象"
                value={`${formatCount(found.reach.households)}世帯`}
                note={`${AMOUNT_RULES[program.amountRule]} ${sayYen(program.amountYen)}・計 ${formatYen(entitled.amountYen)}`}
              />
              <Figure
                label="申請"
                value={`${formatCount(applied.count)}件`}
                note={`${formatYen(applied.amountYen)} ${share(applied.count)}`}
              />
              <Figure label="承認" value={`${formatCount(approved.count)}件`} note={formatYen(approved.amountYen)} />
              <Figure label="支給" value={`${formatCount(paid.count)}件`} note={formatYen(paid.amountYen)} />
            </section>
            <div className="grid items-start gap-8 xl:grid-cols-[1fr_20rem]">
              <StepList
                base={`/benefits/${program.id}`}
                steps={stepsOf({ program, progress: found, today: todayInJapan() })}
              />
              <div className="flex flex-col gap-6">
                <Reception program={program} isListed={found.lists.inForce !== null} />
                <Card title="予算" actions={<TextLink to="budget">くわしく</TextLink>}>
                  <BudgetBar balances={found.balances} />
                </Card>
              </div>
            </div>
          </>
        );
      }}
    </Loaded>
  );
}
