import { useApiQuery } from '../../../api/use-api.ts';
import { useApiForm } from '../../../api/use-api-form.ts';
import { Form, Loaded, Notice } from '../../../components/index.ts';
import { useMay } from '../../../shell/me.ts';
import { whoMay } from '../permitted.tsx';
import { ProgramPage } from '../program-page.tsx';
import type { Program } from '../words.ts';
import { ProgramFields } from './program-form.tsx';
import { type ProgramValues, toChange, toValues } from './program-values.ts';

export function Page() {
  return (
    <ProgramPage title="内容の変更" lead="受付中でも、文・受け取り方・最終日は変えられます。">
      {(program) => <Settings key={program.id} program={program} />}
    </ProgramPage>
  );
}

function Settings({ program }: { program: Program }) {
  const lists = useApiQuery('/programs/:programId/lists', { params: { programId: program.id } });
  const may = useMay();
  if (program.status === 'closed') {
    return <Notice title="受付が終わった給付事業は、変えられません">支払いは、そのまま続けられます。</Notice>;
  }
  if (!may('prepare')) return <Notice title={`内容を変えるのは、${whoMay('prepare')}です`} />;
  return (
    <Loaded query={lists}>
      {({ lists: known }) => (
        <SettingsForm
          program={program}
          isRuleFixed={known.some(({ status }) => ['reading', 'staged', 'applied'].includes(status))}
        />
      )}
    </Loaded>
  );
}

function SettingsForm({ program, isRuleFixed }: { program: Program; isRuleFixed: boolean }) {
  const form = useApiForm<'PUT /programs/:programId', ProgramValues>('PUT /programs/:programId', {
    defaultValues: toValues(program),
    input: (values) => ({ params: { programId: program.id }, body: toChange(values, program, isRuleFixed) }),
    done: '変えました。',
  });
  return (
    <Form form={form} submit="変更を保存する">
      <ProgramFields form={form} isRuleFixed={isRuleFixed} />
    </Form>
  );
}
