import { useState } from 'react';
import { useApiForm } from '../../api/use-api-form.ts';
import { Button, Card, Dialog, Form, TextField } from '../../components/index.ts';
import { NewPasswordField } from '../../credentials/new-password-field.tsx';
import { useMe } from '../../shell/me.ts';

/** Changes the password; whoever came by passkey alone chooses a first one. */
export function PasswordCard() {
  const { hasPassword } = useMe();
  const [isOpen, setOpen] = useState(false);
  const action = hasPassword ? 'パスワードを変える' : 'パスワードを決める';
  return (
    <Card
      title="パスワード"
      lead={
        hasPassword
          ? '変えると、ほかの端末ではサインアウトします。この端末は、そのまま使えます。'
          : 'まだありません。パスキーを使えないときに備えて、決めておけます。決めると、ほかの端末ではサインアウトします。'
      }
      actions={<Button onClick={() => setOpen(true)}>{action}</Button>}
    >
      <Dialog open={isOpen} title={action} onClose={() => setOpen(false)}>
        <ChangePassword hasPassword={hasPassword} action={action} onDone={() => setOpen(false)} />
      </Dialog>
    </Card>
  );
}

type Values = { present: string; next: string };

function ChangePassword({ hasPassword, action, onDone }: { hasPassword: boolean; action: string; onDone: () => void }) {
  const form = useApiForm<'PUT /me/password', Values>('PUT /me/password', {
    defaultValues: { present: '', next: '' },
    input: ({ present, next }) => ({ body: hasPassword ? { present, next } : { next } }),
    done: hasPassword
      ? 'パスワードを変えました。ほかの端末では、サインアウトしました。'
      : 'パスワードを決めました。認証アプリがまだのときは、続けて登録してください。',
    onDone,
  });
  return (
    <Form form={form} submit={action}>
      {hasPassword ? (
        <TextField
          label="今のパスワード"
          type="password"
          autoComplete="current-password"
          width="full"
          {...form.field('present', { required: '今のパスワードを入力してください。' })}
        />
      ) : (
        <p>パスワードでサインインするときは、認証アプリの確認コードも使います。</p>
      )}
      <NewPasswordField field={form.field('next', { required: '新しいパスワードを入力してください。' })} />
    </Form>
  );
}
