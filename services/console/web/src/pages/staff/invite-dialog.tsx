import { useApiForm } from '../../api/use-api-form.ts';
import { Button, Dialog, Form, RadioGroup, TextField } from '../../components/index.ts';
import { type CityRole, ROLE_OPTIONS } from './roles.ts';

type Values = { email: string; name: string; role: CityRole };

export function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const form = useApiForm<'POST /staff', Values>('POST /staff', {
    defaultValues: { email: '', name: '', role: 'editor' },
    input: (values) => ({ body: values }),
    done: '招待のメールを送りました。',
    onDone: onClose,
    resetAfter: true,
  });
  return (
    <Dialog open={open} title="職員を招待する" onClose={onClose}>
      <p>メールに届くリンクから、サインインのしかたを決めてもらいます。リンクは7日間使えます。</p>
      <Form
        form={form}
        submit="招待のメールを送る"
        actions={
          <Button size="lg" onClick={onClose}>
            やめる
          </Button>
        }
      >
        <TextField label="名前" {...form.field('name', { required: '名前を入力してください。' })} />
        <TextField
          label="メールアドレス"
          type="email"
          width="full"
          help="その人だけが読めるアドレスにしてください。課で共有しているアドレスは使えません。"
          {...form.field('email', { required: 'メールアドレスを入力してください。' })}
        />
        <RadioGroup label="役割" options={ROLE_OPTIONS} {...form.field('role')} />
      </Form>
    </Dialog>
  );
}
