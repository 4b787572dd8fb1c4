import { useParams } from 'react-router';
import { useApiQuery } from '../../../api/use-api.ts';
import { Card, DateTime, Loaded, Notice, Skeleton } from '../../../components/index.ts';
import { ProgramPage } from '../program-page.tsx';
import type { Household, Program } from '../words.ts';
import { EvidenceCard } from './evidence-card.tsx';
import { PortionActions } from './portion-actions.tsx';
import { FENCE_WARNING, PortionTable } from './portion-table.tsx';

export function Page() {
  return (
    <ProgramPage title="ひと世帯の記録" parent={{ path: '/households', label: '世帯の記録' }}>
      {(program) => <HouseholdView program={program} />}
    </ProgramPage>
  );
}

function HouseholdView({ program }: { program: Program }) {
  const { householdId = '' } = useParams();
  const household = useApiQuery('/households/:householdId', { params: { householdId } });
  return (
    <>
      <Loaded query={household} loading={<Skeleton lines={6} />}>
        {(found) => <People program={program} household={found} />}
      </Loaded>
      <EvidenceCard householdId={householdId} />
    </>
  );
}

function People({ program, household }: { program: Program; household: Household }) {
  return (
    <>
      {household.portions.some(({ isFenced }) => isFenced) && (
        <Notice kind="warning" title="世帯から切り離した人がいます（外に出してはいけない情報です）">
          {FENCE_WARNING}
        </Notice>
      )}
      <Card
        title="対象者"
        lead={
          household.letterAt === null ? (
            '手紙は、まだつくられていません。'
          ) : (
            <>
              手紙をつくった日時 <DateTime value={household.letterAt} />
            </>
          )
        }
      >
        <PortionTable
          programId={program.id}
          portions={household.portions}
          actions={(portion) => <PortionActions portion={portion} />}
        />
      </Card>
    </>
  );
}
