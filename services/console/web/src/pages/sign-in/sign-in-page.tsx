import { useEffect, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { api } from '../../api/client.ts';
import { startPasskey, supportsPasskeys } from '../../api/passkeys.ts';
import { type ApiProblem, toProblem } from '../../api/problem.ts';
import { useApiQuery } from '../../api/use-api.ts';
import { useApiForm } from '../../api/use-api-form.ts';
import { Badge, Button, Card, Form, PageHeader, ProblemNotice, TextField, TextLink } from '../../components/index.ts';
import { SECOND_FACTOR_RULES, SecondFactorField } from '../../credentials/second-factor-field.tsx';
import { rememberCity, rememberedCity } from './remembered-city.ts';
import { useFinishSignIn } from './use-finish-sign-in.ts';

export function Page() {
  const { slug = '' } = useParams();
  const [search] = useSearchParams();
  const [step, setStep] = useState<'password' | 'code'>('password');
  const name = useCityName(slug);
  const finish = useFinishSignIn();
  if (step === 'code') return <CodeStep onDone={finish} onBack={() => setStep('password')} />;
  const another = new URLSearchParams(search);
  another.set('another', '');
  return (
    <>
      <PageHeader title="サインイン" badges={<Badge tone="blue">{name}</Badge>} />
      <Card>
        {supportsPasskeys() && <PasskeyStep slug={slug} onDone={finish} />}
        <PasswordStep slug={slug} onCode={() => setStep('code')} />
        <p className="flex flex-wrap justify-between gap-x-6 gap-y-2 border-t border-line pt-5">
          <TextLink to={`/password-reset?${new URLSearchParams({ city: slug })}`}>パスワードを忘れたとき</TextLink>
          <TextLink to={{ pathname: '/sign-in', search: another.toString() }}>ほかの市区町村を選ぶ</TextLink>
        </p>
      </Card>
    </>
  );
}

/** An address may name a city that was never chosen here; it is from now on. */
function useCityName(slug: string): string {
  const known = rememberedCity();
  const isKnown = known?.slug === slug;
  const city = useApiQuery('/sign-in/cities/:city', { params: { city: slug } }, { enabled: !isKnown });
  const found = city.data?.city;
  useEffect(() => {
    if (found) rememberCity(found);
  }, [found]);
  return isKnown ? known.name : (found?.name ?? slug);
}

function PasskeyStep({ slug, onDone }: { slug: string; onDone: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const signIn = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { options } = await api.post('/sign-in/passkey/options', { body: { city: slug } });
      await api.post('/sign-in/passkey', { body: { response: await startPasskey(options) } });
      onDone();
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col gap-4">
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <Button look="primary" size="lg" icon="key" busy={isBusy} onClick={() => void signIn()}>
        パスキーでサインイン
      </Button>
      <div className="flex items-center gap-4 text-solid-gray-700" aria-hidden="true">
        <hr className="flex-1 border-solid-gray-420" />
        または
        <hr className="flex-1 border-solid-gray-420" />
      </div>
    </div>
  );
}

function PasswordStep({ slug, onCode }: { slug: string; onCode: () => void }) {
  const form = useApiForm('POST /sign-in/password', {
    defaultValues: { email: '', password: '' },
    input: (values) => ({ body: { city: slug, ...values } }),
    onDone: onCode,
  });
  return (
    <Form form={form} submit="次へ" look={supportsPasskeys() ? 'secondary' : 'primary'}>
      <TextField
        label="メールアドレス"
        type="email"
        autoComplete="username"
        width="full"
        {...form.field('email', { required: 'メールアドレスを入力してください。' })}
      />
      <TextField
        label="パスワード"
        type="password"
        autoComplete="current-password"
        width="full"
        {...form.field('password', { required: 'パスワードを入力してください。' })}
      />
    </Form>
  );
}

function CodeStep({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const form = useApiForm('POST /sign-in/code', {
    defaultValues: { code: '' },
    input: ({ code }) => ({ body: { code: code.trim() } }),
    onDone,
  });
  return (
    <>
      <PageHeader
        title="確認コード"
        lead="認証アプリに出ている6けたの確認コードを入力してください。スマートフォンがないときは、回復コードを使えます。"
      />
      <Card>
        <Form
          form={form}
          submit="サインイン"
          actions={
            <Button look="text" size="lg" onClick={onBack}>
              戻る
            </Button>
          }
        >
          <SecondFactorField {...form.field('code', SECOND_FACTOR_RULES)} />
        </Form>
      </Card>
    </>
  );
}
