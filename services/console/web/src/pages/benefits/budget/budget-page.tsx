import { useState } from 'react';
import { useApiQuery } from '../../../api/use-api.ts';
import { Card, formatYen, Loaded, RadioGroup, Skeleton, TextField } from '../../../components/index.ts';
import { ConfirmedAction } from '../confirmed-action.tsx';
import { BudgetBar } from '../overview/budget-bar.tsx';
import { Permitted } from '../permitted.tsx';
import { readYen } from '../program/program-values.ts';
import { ProgramPage } from '../program-page.tsx';
import { sayYen } from '../say-yen.ts';
import { summarize } from '../sum-totals.ts';
import type { Program, Progress } from '../words.ts';
import { BooksCard } from './books-card.tsx';

export function Page() {
  return (
    <ProgramPage title="予算" lead="承認した申請は、ここから支払われます。残りを超える承認はできません。">
      {(program) => <Budget program={program} />}
    </ProgramPage>
  );
}

function Budget({ program }: { program: Program }) {
  const progress = useApiQuery('/programs/:programId/progress', { params: { programId: program.id } });
  return (
    <Loaded query={progress} loading={<Skeleton lines={8} />}>
      {(found) => (
        <>
          <Card title="いまの予算">
            <BudgetBar balances={found.balances} />
            <p>対象者全員の分は {formatYen(summarize(found).entitled.amountYen)} です。</p>
          </Card>
          <Card title="予算を入れる・戻す" lead="議決や配当替えのとおりに登録します。金額はあとから足せます。">
            <Permitted permission="manage" action="予算の登録">
              <FundForm program={program} balances={found.balances} />
            </Permitted>
          </Card>
          <BooksCard />
        </>
      )}
    </Loaded>
  );
}

function FundForm({ program, balances }: { program: Program; balances: Progress['balances'] }) {
  const [way, setWay] = useState<'in' | 'out'>('in');
  const [typed, setTyped] = useState('');
  const yen = readYen(typed);
  const isOut = way === 'out';
  const fault = findFault(typed, isOut ? balances.budget : Number.POSITIVE_INFINITY);
  const amountYen = isOut ? -yen : yen;
  return (
    <div className="flex flex-col gap-5">
      <RadioGroup
        label="登録すること"
        inline
        value={way}
        options={[
          { value: 'in', label: '予算を入れる' },
          { value: 'out', label: '使わない分を戻す' },
        ]}
        onChange={({ target }) => setWay(target.value === 'out' ? 'out' : 'in')}
      />
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <TextField
          label="金額"
          width="medium"
          unit="円"
          inputMode="numeric"
          value={typed}
          error={fault}
          onChange={({ target }) => setTyped(target.value)}
        />
        <p aria-live="polite" className="pb-2 text-std-18B-160">
          {yen > 0 && sayYen(yen)}
        </p>
      </div>
      <div>
        <ConfirmedAction
          route="POST /programs/:programId/funds"
          input={{ params: { programId: program.id }, body: { amountYen } }}
          label={isOut ? '予算を戻す' : '予算を入れる'}
          look="primary"
          disabled={!(yen > 0) || fault !== undefined}
          title={isOut ? '予算を戻しますか' : '予算を入れますか'}
          done={isOut ? '予算を戻しました。' : '予算を入れました。'}
          onDone={() => setTyped('')}
        >
          <p className="text-std-22B-150">
            {formatYen(yen)}（{sayYen(yen)}）
          </p>
          <p>
            「{program.name}」の残りは、{formatYen(balances.budget)} から {formatYen(balances.budget + amountYen)}{' '}
            になります。
          </p>
        </ConfirmedAction>
      </div>
    </div>
  );
}

function findFault(typed: string, mostYen: number): string | undefined {
  const yen = readYen(typed);
  if (typed.trim() !== '' && !(yen > 0)) return '1円以上の金額を、数字だけで入力してください（例：300000）。';
  return yen > mostYen ? `戻せるのは、残りの ${formatYen(mostYen)} までです。` : undefined;
}
