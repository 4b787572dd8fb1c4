import { useEffect, useState } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { api } from '../../api/client.ts';
import { registerPasskey, supportsPasskeys } from '../../api/passkeys.ts';
import { ApiProblem, toProblem } from '../../api/problem.ts';
import { useApiForm } from '../../api/use-api-form.ts';
import {
  Button,
  Card,
  DescriptionList,
  EmptyState,
  Form,
  LinkButton,
  PageHeader,
  ProblemNotice,
  Skeleton,
} from '../../components/index.ts';
import { CODE_RULES, CodeField } from '../../credentials/code-field.tsx';
import { NewPasswordField } from '../../credentials/new-password-field.tsx';
import { suggestLabel } from '../../credentials/passkey-label.ts';
import { RecoveryCodes } from '../../credentials/recovery-codes.tsx';
import { TotpSetup } from '../../credentials/totp-setup.tsx';
import { ROLE_LABELS } from '../../shell/me.ts';
import { useFinishSignIn } from './use-finish-sign-in.ts';
import { useSecretLink } from './use-secret-link.ts';

type Invitation = AnswerOf<'POST /invitations/open'>;
type Totp = AnswerOf<'POST /invitations/password'>['totp'];
type Step =
  | { name: 'choose' }
  | { name: 'password' }
  | { name: 'totp'; totp: Totp }
  | { name: 'codes'; codes: readonly string[] };

/** From the mail to being signed in: by passkey in one step, or by password and authenticator app in three. */
export function Page() {
  const token = useSecretLink();
  const { invitation, problem } = useInvitation(token);
  if (problem !== undefined) {
    return (
      <>
        <PageHeader title="招待" />
        <EmptyState
          icon="warning"
          title="この招待は使えません"
          actions={<LinkButton to="/sign-in">サインインへ</LinkButton>}
        >
          {problem.message}
        </EmptyState>
      </>
    );
  }
  return invitation === undefined ? <Skeleton lines={5} /> : <Accept token={token} invitation={invitation} />;
}

function useInvitation(token: string): { invitation: Invitation | undefined; problem: ApiProblem | undefined } {
  const [invitation, setInvitation] = useState<Invitation>();
  const [problem, setProblem] = useState<ApiProblem>();
  useEffect(() => {
    if (token === '') {
      const message = 'アドレスが途中で切れています。メールのリンクを、もう一度開いてください。';
      setProblem(new ApiProblem({ status: 0, code: 'LINK_CUT_OFF', message }));
      return;
    }
    api
      .post('/invitations/open', { body: { token } })
      .then(setInvitation, (error: unknown) => setProblem(toProblem(error)));
  }, [token]);
  return { invitation, problem };
}

function Accept({ token, invitation }: { token: string; invitation: Invitation }) {
  const [step, setStep] = useState<Step>({ name: 'choose' });
  const finish = useFinishSignIn();
  switch (step.name) {
    case 'choose':
      return (
        <>
          <Welcome invitation={invitation} />
          <Choose token={token} onDone={finish} onPassword={() => setStep({ name: 'password' })} />
        </>
      );
    case 'password':
      return <PasswordStep token={token} onDone={(totp) => setStep({ name: 'totp', totp })} />;
    case 'totp':
      return <TotpStep token={token} totp={step.totp} onDone={(codes) => setStep({ name: 'codes', codes })} />;
    case 'codes':
      return (
        <>
          <PageHeader title="回復コード" />
          <Card>
            <RecoveryCodes codes={step.codes} onKept={finish} />
          </Card>
        </>
      );
  }
}

function Welcome({ invitation: { city, name, email, role } }: { invitation: Invitation }) {
  return (
    <>
      <PageHeader
        title="ようこそ、手のひら市役所へ"
        lead={`${name}さん、${city.name}から招待が届いています。サインインのしかたを決めると、使い始められます。`}
      />
      <Card>
        <DescriptionList
          items={[
            { term: '市区町村', value: city.name },
            { term: 'お名前', value: name },
            { term: 'メールアドレス', value: email },
            { term: '役割', value: ROLE_LABELS[role] },
          ]}
        />
      </Card>
    </>
  );
}

function Choose({ token, onDone, onPassword }: { token: string; onDone: () => void; onPassword: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const register = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { options } = await api.post('/invitations/passkey/options', { body: { token } });
      const response = await registerPasskey(options);
      await api.post('/invitations/passkey', { body: { token, response, label: suggestLabel(navigator.userAgent) } });
      onDone();
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title="サインインのしかた">
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {supportsPasskeys() && (
        <div className="flex flex-col items-start gap-3">
          <p>
            <span className="font-bold">パスキー（おすすめ）：</span>
            この端末の指紋・顔・暗証番号でサインインします。覚えるものがなく、にせのページに盗まれることもありません。
          </p>
          <Button look="primary" size="lg" icon="key" busy={isBusy} onClick={() => void register()}>
            パスキーを登録する
          </Button>
        </div>
      )}
      <div className="flex flex-col items-start gap-3">
        <p>
          <span className="font-bold">パスワードと認証アプリ：</span>
          パスワードに加えて、スマートフォンの認証アプリに出る確認コードでサインインします。
        </p>
        <Button size="lg" onClick={onPassword}>
          パスワードを決める
        </Button>
      </div>
    </Card>
  );
}

function PasswordStep({ token, onDone }: { token: string; onDone: (totp: Totp) => void }) {
  const form = useApiForm('POST /invitations/password', {
    defaultValues: { password: '' },
    input: ({ password }) => ({ body: { token, password } }),
    onDone: ({ totp }) => onDone(totp),
  });
  return (
    <>
      <PageHeader title="パスワード" lead="つぎに、認証アプリを登録します。" />
      <Card>
        <Form form={form} submit="次へ">
          <NewPasswordField field={form.field('password', { required: 'パスワードを入力してください。' })} />
        </Form>
      </Card>
    </>
  );
}

function TotpStep({ token, totp, onDone }: { token: string; totp: Totp; onDone: (codes: readonly string[]) => void }) {
  const form = useApiForm('POST /invitations/totp', {
    defaultValues: { code: '' },
    input: ({ code }) => ({ body: { token, code: code.trim() } }),
    onDone: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  return (
    <>
      <PageHeader title="認証アプリの登録" />
      <Card>
        <TotpSetup {...totp}>
          <Form form={form} submit="登録する">
            <CodeField {...form.field('code', CODE_RULES)} />
          </Form>
        </TotpSetup>
      </Card>
    </>
  );
}
