import { useState } from 'react';
import { Button, Card, Notice } from '../../../components/index.ts';
import { HouseholdSearch } from '../households/household-search.tsx';
import { FENCE_WARNING, PortionTable } from '../households/portion-table.tsx';
import { Permitted } from '../permitted.tsx';
import { ProgramPage } from '../program-page.tsx';
import type { Household, Program } from '../words.ts';
import { PaperForm, type PaperReceipt } from './paper-form.tsx';
import { PaperResult } from './paper-result.tsx';

export function Page() {
  return (
    <ProgramPage
      title="紙の申請の入力"
      parent={{ path: '/claims', label: '申請' }}
      lead="世帯を探し、申請書のとおりに入力します。そのあと、別の人が紙と見くらべて確かめます。"
    >
      {(program) => (
        <Permitted permission="prepare" action="紙の申請の入力">
          <Paper program={program} />
        </Permitted>
      )}
    </ProgramPage>
  );
}

function Paper({ program }: { program: Program }) {
  const [household, setHousehold] = useState<Household>();
  const [receipt, setReceipt] = useState<PaperReceipt>();
  if (receipt !== undefined) {
    const next = () => {
      setReceipt(undefined);
      setHousehold(undefined);
    };
    return <PaperResult program={program} receipt={receipt} onNext={next} />;
  }
  if (household === undefined) {
    return (
      <Card title="1. 世帯を探す" lead="申請書に印刷された世帯番号か、手紙の番号で探します。">
        <HouseholdSearch programId={program.id} onFound={setHousehold} />
      </Card>
    );
  }
  const claimable = household.portions.filter(({ status }) => ['open', 'declined', 'expired'].includes(status));
  return (
    <>
      <Card
        title="1. 世帯"
        lead="申請書の氏名・生年月日と見くらべてください。"
        actions={<Button onClick={() => setHousehold(undefined)}>別の世帯を探す</Button>}
      >
        {household.portions.some(({ isFenced }) => isFenced) && (
          <Notice kind="warning" title="世帯から切り離した人がいます（外に出してはいけない情報です）">
            {FENCE_WARNING}
          </Notice>
        )}
        <PortionTable programId={program.id} portions={household.portions} />
      </Card>
      {claimable.length === 0 ? (
        <Notice title="この世帯の分は、もう申請されています">
          上の表の申請を開いて、確かめてください。同じ分を二度は受け付けられません。
        </Notice>
      ) : (
        <Card title="2. 申請の内容">
          <PaperForm program={program} household={household} onDone={setReceipt} />
        </Card>
      )}
    </>
  );
}
