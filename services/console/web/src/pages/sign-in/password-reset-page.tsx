import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useApiForm } from '../../api/use-api-form.ts';
import { Card, EmptyState, Form, LinkButton, PageHeader, TextField, TextLink } from '../../components/index.ts';
import { NewPasswordField } from '../../credentials/new-password-field.tsx';
import { rememberedCity } from './remembered-city.ts';
import { useSecretLink } from './use-secret-link.ts';

/** With the link from the mail: a new password. Without it: asks for the mail. */
export function Page() {
  const token = useSecretLink();
  return token === '' ? <AskForMail /> : <NewPassword token={token} />;
}

function AskForMail() {
  const [search] = useSearchParams();
  const city = search.get('city') ?? rememberedCity()?.slug;
  const [isSent, setSent] = useState(false);
  const form = useApiForm('POST /password-reset', {
    defaultValues: { email: '' },
    input: ({ email }) => ({ body: { city: city ?? '', email } }),
    onDone: () => setSent(true),
  });
  if (city === undefined) {
    return (
      <>
        <PageHeader title="パスワードを忘れたとき" />
        <EmptyState
          icon="building"
          title="はじめに、市区町村を選んでください"
          actions={<LinkButton to="/sign-in">市区町村を選ぶ</LinkButton>}
        />
      </>
    );
  }
  return (
    <>
      <PageHeader title="パスワードを忘れたとき" />
      {isSent ? (
        <EmptyState
          icon="message"
          title="メールを送りました"
          actions={<LinkButton to={`/sign-in/${city}`}>サインインへ</LinkButton>}
        >
          登録されているメールアドレスであれば、数分のうちにメールが届きます。届かないときは、迷惑メールのフォルダーと、入力したアドレスをお確かめください。
        </EmptyState>
      ) : (
        <Card lead="新しいパスワードを決めるためのメールを送ります。">
          <Form form={form} submit="メールを送る">
            <TextField
              label="メールアドレス"
              type="email"
              autoComplete="username"
              width="full"
              {...form.field('email', { required: 'メールアドレスを入力してください。' })}
            />
          </Form>
          <p>
            <TextLink to={`/sign-in/${city}`}>サインインに戻る</TextLink>
          </p>
        </Card>
      )}
    </>
  );
}

function NewPassword({ token }: { token: string }) {
  const [isDone, setDone] = useState(false);
  const form = useApiForm('POST /password-reset/password', {
    defaultValues: { password: '' },
    input: ({ password }) => ({ body: { token, password } }),
    onDone: () => setDone(true),
  });
  if (isDone) {
    return (
      <>
        <PageHeader title="パスワードを変えました" />
        <EmptyState
          icon="check"
          title="新しいパスワードで、サインインしてください"
          actions={
            <LinkButton to="/sign-in" look="primary">
              サインインへ
            </LinkButton>
          }
        >
          サインインには、これまでと同じ認証アプリの確認コードも使います。ほかの端末では、サインアウトしました。
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="新しいパスワード" />
      <Card>
        <Form form={form} submit="パスワードを変える">
          <NewPasswordField field={form.field('password', { required: '新しいパスワードを入力してください。' })} />
        </Form>
        <p>
          メールの期限が切れているときは、
          <Link to="/password-reset" reloadDocument className="underline">
            もう一度メールを送って
          </Link>
          ください。
        </p>
      </Card>
    </>
  );
}
