import { Link } from 'react-router';
import { Badge, type BadgeTone, Icon, type IconName } from '../../../components/index.ts';
import { useMay } from '../../../shell/me.ts';
import { whoMay } from '../permitted.tsx';
import type { Step, StepState } from './steps.ts';

const STATES: Readonly<
  Record<StepState, { label: string; tone: BadgeTone; icon: IconName | undefined; mark: string }>
> = {
  done: { label: '済み', tone: 'green', icon: 'check', mark: 'border-green-800 bg-green-800 text-white' },
  now: { label: '進められます', tone: 'blue', icon: undefined, mark: 'border-blue-900 bg-blue-900 text-white' },
  attention: {
    label: '確かめてください',
    tone: 'yellow',
    icon: 'warning',
    mark: 'border-yellow-900 bg-yellow-50 text-yellow-1200',
  },
  later: {
    label: 'これから',
    tone: 'gray',
    icon: undefined,
    mark: 'border-solid-gray-420 bg-white text-solid-gray-700',
  },
};

/** The program from top to bottom; each step leads to the page on which it is done. */
export function StepList({ base, steps }: { base: string; steps: readonly Step[] }) {
  return (
    <section aria-labelledby="steps" className="flex flex-col gap-4">
      <h2 id="steps" className="text-std-20B-150">
        すること
      </h2>
      <ol className="flex flex-col overflow-hidden rounded-16 border border-line bg-white">
        {steps.map((step, index) => (
          <StepRow key={step.key} number={index + 1} step={step} to={`${base}${step.path}`} />
        ))}
      </ol>
    </section>
  );
}

function StepRow({ number, step, to }: { number: number; step: Step; to: string }) {
  const may = useMay();
  const { title, state, facts, next, who } = step;
  const { label, tone, icon, mark } = STATES[state];
  return (
    <li
      aria-current={state === 'now' ? 'step' : undefined}
      className="relative flex gap-4 border-b border-line px-5 py-4 last:border-b-0 hover:bg-blue-50 has-[a:focus-visible]:bg-blue-50"
    >
      <span
        aria-hidden="true"
        className={`mt-0.5 flex size-9 shrink-0 items-center justify-center rounded-full border-2 font-bold ${mark}`}
      >
        {icon === undefined ? number : <Icon name={icon} className="size-5" />}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h3 className="text-std-17B-170">
            <Link to={to} className="after:absolute after:inset-0 hover:underline">
              <span className="sr-only">{number}. </span>
              {title}
            </Link>
          </h3>
          <Badge tone={tone}>{label}</Badge>
        </div>
        <p className="flex flex-wrap gap-x-4 text-solid-gray-700 tabular-nums">
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
        {next !== undefined && (
          <p>
            <span className="font-bold">つぎ：</span>
            {next}
            {who !== 'read' && !may(who) && <span className="text-solid-gray-700">（{whoMay(who)}）</span>}
          </p>
        )}
      </div>
      <Icon name="right" className="mt-2 size-5 text-solid-gray-536" />
    </li>
  );
}
