import { useNavigate } from 'react-router';
import { Card } from '../../../components/index.ts';
import { ProgramPage } from '../program-page.tsx';
import { HouseholdSearch } from './household-search.tsx';

export function Page() {
  const navigate = useNavigate();
  return (
    <ProgramPage
      title="世帯の記録"
      lead="世帯番号か手紙の番号で探すと、リストから支払いまでの記録をたどれます。問い合わせや監査に答えるときに使います。"
    >
      {(program) => (
        <Card title="世帯を探す" lead="入力した番号は、記録に残りません。">
          <HouseholdSearch
            programId={program.id}
            onFound={({ householdId }) => void navigate(`/benefits/${program.id}/households/${householdId}`)}
          />
        </Card>
      )}
    </ProgramPage>
  );
}
