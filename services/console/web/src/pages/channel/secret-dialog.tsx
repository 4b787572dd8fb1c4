import { useApiForm } from '../../api/use-api-form.ts';
import { Button, Dialog, Form, TextField } from '../../components/index.ts';

type Values = { channelId: string; channelSecret: string };

/** LINE is asked whether it takes the secret before it is kept. */
export function SecretDialog({ isFirst, onClose }: { isFirst: boolean; onClose: () => void }) {
  const form = useApiForm<'PUT /channel', Values>('PUT /channel', {
    defaultValues: { channelId: '', channelSecret: '' },
    input: ({ channelId, channelSecret }) => ({
      body: { channelSecret, ...(channelId.trim() === '' ? {} : { channelId: channelId.trim() }) },
    }),
    done: isFirst ? 'LINE公式アカウントをつなぎました。' : 'チャネルシークレットを新しくしました。',
    onDone: onClose,
  });
  return (
    <Dialog open title={isFirst ? 'LINE公式アカウントをつなぐ' : 'チャネルシークレットを新しくする'} onClose={onClose}>
      <p>
        LINE Developersコンソールの「チャネル基本設定」にあります。LINEに確かめてから登録します。
        {!isFirst && '前のシークレットも1日は使えるので、やりとりは止まりません。'}
      </p>
      <Form
        form={form}
        submit={isFirst ? 'つなぐ' : '新しくする'}
        actions={
          <Button size="lg" onClick={onClose}>
            やめる
          </Button>
        }
      >
        {isFirst && (
          <TextField
            label="チャネルID"
            inputMode="numeric"
            width="medium"
            {...form.field('channelId', { required: 'チャネルIDを入力してください。' })}
          />
        )}
        <TextField
          label="チャネルシークレット"
          type="password"
          autoComplete="off"
          help="英数字32文字です。登録したあとは、だれも見られません。"
          {...form.field('channelSecret', { required: 'チャネルシークレットを入力してください。' })}
        />
      </Form>
    </Dialog>
  );
}
