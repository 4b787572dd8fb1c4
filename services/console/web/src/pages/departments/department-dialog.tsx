import { type ApiForm, useApiForm } from '../../api/use-api-form.ts';
import { Button, Dialog, Form, TextField } from '../../components/index.ts';
import type { Department } from './department.ts';

type Values = { name: string; phone: string };

const bodyOf = ({ name, phone }: Values) => ({ name, ...(phone.trim() === '' ? {} : { phone }) });

/** A new department, or another name and number for one. */
export function DepartmentDialog({ department, onClose }: { department: Department | undefined; onClose: () => void }) {
  return (
    <Dialog open title={department === undefined ? '部署を加える' : '部署を変える'} onClose={onClose}>
      {department === undefined ? (
        <AddForm onClose={onClose} />
      ) : (
        <ChangeForm department={department} onClose={onClose} />
      )}
    </Dialog>
  );
}

function AddForm({ onClose }: { onClose: () => void }) {
  const form = useApiForm<'POST /departments', Values>('POST /departments', {
    defaultValues: { name: '', phone: '' },
    input: (values) => ({ body: bodyOf(values) }),
    done: ({ name }) => `${name}を加えました。`,
    onDone: onClose,
  });
  return <Fields form={form} submit="部署を加える" onClose={onClose} />;
}

function ChangeForm({ department, onClose }: { department: Department; onClose: () => void }) {
  const { departmentId, name, phone } = department;
  const form = useApiForm<'PUT /departments/:departmentId', Values>('PUT /departments/:departmentId', {
    defaultValues: { name, phone: phone ?? '' },
    input: (values) => ({ params: { departmentId }, body: bodyOf(values) }),
    done: '部署を変えました。',
    onDone: onClose,
  });
  return <Fields form={form} submit="変更を保存する" onClose={onClose} />;
}

function Fields({ form, submit, onClose }: { form: ApiForm<Values>; submit: string; onClose: () => void }) {
  return (
    <Form
      form={form}
      submit={submit}
      actions={
        <Button size="lg" onClick={onClose}>
          やめる
        </Button>
      }
    >
      <TextField label="名前" help="例: 道路課" {...form.field('name', { required: '名前を入力してください。' })} />
      <TextField
        label="電話番号"
        type="tel"
        width="medium"
        help="住民への返事に書きます。なくてもかまいません。例: 00-0000-0000"
        {...form.field('phone')}
      />
    </Form>
  );
}
