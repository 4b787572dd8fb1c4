import { useFieldArray } from 'react-hook-form';
import type { InputOf } from '../../../api/api-types.ts';
import { useApiForm } from '../../../api/use-api-form.ts';
import { Button, Form, Notice, Select, TextField } from '../../../components/index.ts';

const ROUTE = 'POST /operator/cities/:tenantId/administrators';

type Person = InputOf<typeof ROUTE>['body']['administrators'][number];
type CityRole = NonNullable<Person['role']>;
type Values = { administrators: { name: string; email: string; role: string }[] };

const ROLES: readonly { value: CityRole; label: string }[] = [
  { value: 'owner', label: '管理者（すべて）' },
  { value: 'approver', label: '承認者' },
  { value: 'editor', label: '担当者' },
  { value: 'viewer', label: '閲覧者' },
];

/** Invites who is to run the city. Whoever has been invited gets no second letter. */
export function AdministratorsStep({ tenantId }: { tenantId: string }) {
  const form = useApiForm<typeof ROUTE, Values>(ROUTE, {
    defaultValues: { administrators: [{ name: '', email: '', role: 'owner' }] },
    input: ({ administrators }) => ({
      params: { tenantId },
      body: { administrators: administrators.map((each) => ({ ...each, role: each.role as CityRole })) }, // of ROLES
    }),
    done: '招待のメールを送りました。',
    resetAfter: true,
  });
  const people = useFieldArray({ control: form.hookForm.control, name: 'administrators' });
  return (
    <>
      <p>
        招待のメールに書かれたリンクから、本人がパスキーなどを決めます。リンクは7日間使えます。招待してある人に、2通目は届きません。
      </p>
      <Form
        form={form}
        submit="招待のメールを送る"
        actions={
          <Button size="lg" icon="plus" onClick={() => people.append({ name: '', email: '', role: 'approver' })}>
            もうひとり加える
          </Button>
        }
      >
        <ul className="flex flex-col gap-6">
          {people.fields.map(({ id }, index) => (
            <li key={id} className="flex flex-wrap items-start gap-4 border-b border-line pb-6">
              <TextField
                label="名前"
                {...form.field(`administrators.${index}.name`, { required: '名前を入力してください。' })}
              />
              <TextField
                label="メールアドレス"
                type="email"
                {...form.field(`administrators.${index}.email`, { required: 'メールアドレスを入力してください。' })}
              />
              <Select label="役割" options={ROLES} {...form.field(`administrators.${index}.role`)} />
              {people.fields.length > 1 && (
                <Button look="text" icon="trash" onClick={() => people.remove(index)}>
                  この行を消す<span className="sr-only">：{index + 1}人目</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
        <Notice>
          請求書は、はじめの管理者に届きます。給付金の承認には、準備した人と別の人が必要なので、管理者か承認者をふたり以上にしてください。
        </Notice>
      </Form>
    </>
  );
}
