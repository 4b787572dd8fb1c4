import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useApiMutation, useApiQuery } from '../../../api/use-api.ts';
import {
  Button,
  formatCount,
  formatDate,
  formatYen,
  Loaded,
  Notice,
  ProblemNotice,
  Select,
} from '../../../components/index.ts';
import { ConfirmedAction } from '../confirmed-action.tsx';
import { sayYen } from '../say-yen.ts';
import { useMethods } from '../use-methods.ts';
import type { Program } from '../words.ts';
import { Findings } from './findings.tsx';
import type { Preflight } from './preflight.ts';

const DEFAULT_LEAD_DAYS = 3;

/** The day, then what would be wrong, each warning confirmed by itself, then the file. */
export function Preparing({ program }: { program: Program }) {
  const days = useApiQuery('/bank-days', undefined, { staleTime: 60_000 });
  const methods = useMethods();
  const lead = program.methods.map((key) => methods.get(key)?.setUp?.values.leadBusinessDays).find(isNumber);
  return (
    <Loaded query={days}>
      {({ days: known }) => (
        <DayForm key={lead ?? ''} program={program} days={known} leadDays={lead ?? DEFAULT_LEAD_DAYS} />
      )}
    </Loaded>
  );
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function DayForm({ program, days, leadDays }: { program: Program; days: readonly string[]; leadDays: number }) {
  const [payOn, setPayOn] = useState(days[leadDays] ?? days[0] ?? '');
  const [leaveOut, setLeaveOut] = useState<readonly string[]>([]);
  const preflight = useApiMutation('POST /programs/:programId/batches/preflight', {
    problem: 'shown',
    invalidates: [],
  });
  const params = { programId: program.id };
  const check = (day: string, without: readonly string[]) => {
    setPayOn(day);
    setLeaveOut(without);
    preflight.mutate({ params, body: { payOn: day, leaveOut: [...without] } });
  };
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-end gap-4">
        <Select
          label="振込指定日"
          help={`銀行の営業日です。データは${formatCount(leadDays)}営業日前までに銀行へ渡します。`}
          options={days.map((day) => ({ value: day, label: formatDate(day, 'day') }))}
          value={payOn}
          onChange={({ target }) => {
            setPayOn(target.value);
            preflight.reset();
          }}
        />
        <Button look="primary" icon="shield" busy={preflight.isPending} onClick={() => check(payOn, [])}>
          つくる前に確かめる
        </Button>
      </div>
      {preflight.error !== null && <ProblemNotice problem={preflight.error} />}
      {preflight.data !== undefined && (
        <Checked
          key={`${payOn} ${leaveOut.join()}`}
          program={program}
          payOn={payOn}
          leaveOut={leaveOut}
          checked={preflight.data}
          onLeaveOut={(payoutId) => check(payOn, [...leaveOut, payoutId])}
        />
      )}
    </div>
  );
}

function Checked({
  program,
  payOn,
  leaveOut,
  checked: { count, totalYen, problems },
  onLeaveOut,
}: {
  program: Program;
  payOn: string;
  leaveOut: readonly string[];
  checked: Preflight;
  onLeaveOut: (payoutId: string) => void;
}) {
  const navigate = useNavigate();
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const isReady = errors.length === 0 && warnings.every(({ key }) => confirmed.has(key));
  if (count === 0) {
    return (
      <Notice announce title="いま振込データに入れるものは、ありません">
        承認済みで、まだどの振込データにも入っていない振込が出ると、つくれます。
      </Notice>
    );
  }
  return (
    <>
      <p className="text-std-20B-150 tabular-nums" aria-live="polite">
        {formatCount(count)}件　合計 {formatYen(totalYen)}（{sayYen(totalYen)}）
      </p>
      {leaveOut.length > 0 && <p>{formatCount(leaveOut.length)}件は、次の振込データに回します。</p>}
      <Findings
        program={program}
        errors={errors}
        warnings={warnings}
        confirmed={confirmed}
        onConfirm={(key, isOn) =>
          setConfirmed((before) => {
            const after = new Set(before);
            if (isOn) after.add(key);
            else after.delete(key);
            return after;
          })
        }
        onLeaveOut={onLeaveOut}
      />
      <div>
        <ConfirmedAction
          route="POST /programs/:programId/batches"
          input={{
            params: { programId: program.id },
            body: { payOn, leaveOut: [...leaveOut], confirmedWarnings: [...confirmed] },
          }}
          label="振込データをつくる"
          look="primary"
          size="lg"
          disabled={!isReady}
          title="振込データをつくりますか"
          done="つくりました。別の人が、銀行に渡してよいか決めます。"
          onDone={({ batches: [first] }) => void navigate(`/benefits/${program.id}/batches/${first?.batchId ?? ''}`)}
        >
          <p className="text-std-20B-150 tabular-nums">
            {formatCount(count)}件　{formatYen(totalYen)}
          </p>
          <p>{formatDate(payOn, 'day')}に振り込まれるファイルをつくります。別の人が決めるまで、お金は動きません。</p>
        </ConfirmedAction>
      </div>
    </>
  );
}
