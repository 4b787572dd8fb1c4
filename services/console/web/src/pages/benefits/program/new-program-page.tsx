import { useNavigate } from 'react-router';
import { useApiForm } from '../../../api/use-api-form.ts';
import { Form, LinkButton, PageHeader } from '../../../components/index.ts';
import { ProgramFields } from './program-form.tsx';
import { NEW_PROGRAM, type ProgramValues, toInput } from './program-values.ts';

export function Page() {
  const navigate = useNavigate();
  const form = useApiForm<'POST /programs', ProgramValues>('POST /programs', {
    defaultValues: NEW_PROGRAM,
    input: (values) => ({ body: toInput(values, null) }),
    done: '給付事業をつくりました。つぎは、予算と対象者リストです。',
    onDone: ({ id }) => void navigate(`/benefits/${id}`),
  });
  return (
    <>
      <PageHeader
        title="給付事業をつくる"
        crumbs={[{ to: '/benefits', label: '給付金' }]}
        lead="つくっただけでは、住民には何も見えません。受付を始めるまで、いつでも直せます。"
      />
      <Form
        form={form}
        submit="給付事業をつくる"
        actions={
          <LinkButton to="/benefits" size="lg">
            やめる
          </LinkButton>
        }
      >
        <ProgramFields form={form} />
      </Form>
    </>
  );
}
