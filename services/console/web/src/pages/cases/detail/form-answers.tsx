import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { type ApiProblem, toProblem } from '../../../api/problem.ts';
import { Button, DescriptionList, Icon, ProblemNotice } from '../../../components/index.ts';
import { useMay } from '../../../shell/me.ts';
import type { CaseDetail } from './case-detail.ts';

type Forms = CaseDetail['forms'];

/**
 * What was typed on a page of ours. What is personal comes on demand and by a call of its own, never by a query: each is
 * written down, and a query would read it anew by itself.
 */
export function FormAnswers({ caseNumber, forms }: { caseNumber: string; forms: Forms }) {
  const mayHandle = useMay()('handle');
  const [opened, setOpened] = useState<Forms>();
  const [isOpening, setOpening] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const open = async () => {
    setOpening(true);
    setProblem(undefined);
    try {
      const answer = await api.get('/cases/:caseNumber', { params: { caseNumber }, query: { forms: 'open' } });
      setOpened(answer.forms);
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setOpening(false);
    }
  };
  const hasPersonal = forms.some(({ answers }) => answers.some(({ personal }) => personal));
  return (
    <section aria-label="入力ページの内容" className="flex flex-col gap-4 rounded-12 bg-solid-gray-50 p-5">
      <h3 className="flex items-center gap-2 text-std-16B-170">
        <Icon name="shield" className="size-5" />
        入力ページの内容
      </h3>
      {(opened ?? forms).map(({ formId, label, answers }) => (
        <div key={formId} className="flex flex-col gap-1">
          {forms.length > 1 && <h4 className="font-bold">{label}</h4>}
          <DescriptionList items={answers.map((answer) => ({ term: answer.label, value: sayAnswer(answer) }))} />
        </div>
      ))}
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {hasPersonal && (
        <div className="flex flex-wrap items-center gap-4">
          {opened !== undefined && <Button onClick={() => setOpened(undefined)}>閉じる</Button>}
          {opened === undefined && mayHandle && (
            <Button busy={isOpening} onClick={() => void open()}>
              名前や連絡先を表示する
            </Button>
          )}
          <p className="flex-1 text-dns-14N-130 text-solid-gray-800">
            {mayHandle
              ? '表示すると、だれがいつ見たかが操作の記録に残ります。必要なときだけ表示してください。'
              : '名前や連絡先を見られるのは、受付を担当する人だけです。'}
          </p>
        </div>
      )}
    </section>
  );
}

function sayAnswer({ personal, value }: Forms[number]['answers'][number]) {
  if (value === null) return <span className="text-solid-gray-700">{personal ? '表示していません' : '－'}</span>;
  return value === '' ? '（記入なし）' : value;
}
