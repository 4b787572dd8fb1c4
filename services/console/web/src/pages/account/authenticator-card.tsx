import { useState } from 'react';
import { useApiMutation } from '../../api/use-api.ts';
import { useApiForm } from '../../api/use-api-form.ts';
import { Button, Card, Dialog, Form } from '../../components/index.ts';
import { CODE_RULES, CodeField } from '../../credentials/code-field.tsx';
import { RecoveryCodes } from '../../credentials/recovery-codes.tsx';
import { TotpSetup } from '../../credentials/totp-setup.tsx';

type Totp = { secret: string; uri: string };

/** The authenticator app and the codes for when it is lost. */
export function AuthenticatorCard({ onChanged }: { onChanged: () => void }) {
  const [totp, setTotp] = useState<Totp>();
  const [codes, setCodes] = useState<readonly string[]>();
  const begin = useApiMutation('POST /me/totp', { onDone: setTotp, invalidates: [] });
  const renew = useApiMutation('POST /me/recovery-codes', {
    onDone: ({ recoveryCodes }) => setCodes(recoveryCodes),
    invalidates: [],
  });
  return (
    <Card title="認証アプリと回復コード" lead="パスワードでサインインするときと、大切な操作のときに使います。">
      <div className="flex flex-wrap gap-3">
        <Button busy={begin.isPending} onClick={() => begin.mutate({})}>
          認証アプリを登録し直す
        </Button>
        <Button busy={renew.isPending} onClick={() => renew.mutate({})}>
          新しい回復コードを出す
        </Button>
      </div>
      <p className="text-solid-gray-700">新しく出すと、前の認証アプリの確認コードや回復コードは使えなくなります。</p>
      <Dialog open={totp !== undefined} title="認証アプリの登録" wide onClose={() => setTotp(undefined)}>
        {totp !== undefined && (
          <TotpSetup {...totp}>
            <ConfirmTotp
              onDone={() => {
                setTotp(undefined);
                onChanged();
              }}
            />
          </TotpSetup>
        )}
      </Dialog>
      <Dialog open={codes !== undefined} title="新しい回復コード" wide onClose={() => setCodes(undefined)}>
        {codes !== undefined && <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />}
      </Dialog>
    </Card>
  );
}

function ConfirmTotp({ onDone }: { onDone: () => void }) {
  const form = useApiForm('POST /me/totp/confirm', {
    defaultValues: { code: '' },
    input: ({ code }) => ({ body: { code: code.trim() } }),
    done: '認証アプリを登録しました。',
    onDone,
  });
  return (
    <Form form={form} submit="登録する">
      <CodeField {...form.field('code', CODE_RULES)} />
    </Form>
  );
}
