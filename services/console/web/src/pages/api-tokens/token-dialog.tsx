import { useState } from 'react';
import { useApiForm } from '../../api/use-api-form.ts';
import { Button, Checkbox, CopyButton, Dialog, Form, Notice, Select, TextField } from '../../components/index.ts';
import { SCOPES, type Scope } from './scopes.ts';

type Values = { name: string; scopes: Scope[]; days: string };

const DAYS = [
  { value: '30', label: '30日' },
  { value: '90', label: '90日' },
  { value: '180', label: '180日' },
  { value: '365', label: '1年' },
];

/** Makes a token and shows it, this once. */
export function TokenDialog({ onClose }: { onClose: () => void }) {
  const [token, setToken] = useState<string>();
  const form = useApiForm<'POST /api-tokens', Values>('POST /api-tokens', {
    defaultValues: { name: '', scopes: [], days: '90' },
    input: ({ name, scopes, days }) => ({ body: { name, scopes, days: Number(days) } }),
    onDone: (answer) => setToken(answer.token),
  });
  if (token !== undefined) return <NewToken token={token} onClose={onClose} />;
  const scopes = form.field('scopes', { required: 'できることを、1つ以上選んでください。' });
  const { required: _everyOne, error, ...box } = scopes;
  return (
    <Dialog open title="トークンを作る" onClose={onClose} wide>
      <p>トークンは、作った人として働きます。お金の承認は、トークンではできません。</p>
      <Form
        form={form}
        submit="トークンを作る"
        actions={
          <Button size="lg" onClick={onClose}>
            やめる
          </Button>
        }
      >
        <TextField
          label="名前"
          help="どのシステムが使うかがわかる名前にします。例: 道路台帳システム"
          {...form.field('name', { required: '名前を入力してください。' })}
        />
        <fieldset>
          <legend className="mb-1 text-std-16B-170">できること</legend>
          <div className="grid sm:grid-cols-2">
            {SCOPES.map(({ value, label }) => (
              <Checkbox key={value} label={label} value={value} {...box} />
            ))}
          </div>
          {error !== undefined && (
            <p role="alert" className="text-red-1000">
              {error}
            </p>
          )}
        </fieldset>
        <Select label="期限" options={DAYS} {...form.field('days')} />
      </Form>
    </Dialog>
  );
}

function NewToken({ token, onClose }: { token: string; onClose: () => void }) {
  return (
    <Dialog
      open
      title="トークンができました"
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          書きとめたので閉じる
        </Button>
      }
    >
      <Notice kind="warning" announce>
        この画面を閉じると、もう見られません。つなぐシステムに、いま登録してください。
      </Notice>
      <p className="rounded-8 bg-solid-gray-50 p-4 font-mono">{token}</p>
      <div>
        <CopyButton text={token} what="トークン" />
      </div>
    </Dialog>
  );
}
