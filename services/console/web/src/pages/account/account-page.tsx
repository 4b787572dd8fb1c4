import { useState } from 'react';
import { Card, DescriptionList, PageHeader } from '../../components/index.ts';
import { ROLE_LABELS, useMe } from '../../shell/me.ts';
import { AuthenticatorCard } from './authenticator-card.tsx';
import { PasskeysCard } from './passkeys-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { SessionsCard } from './sessions-card.tsx';

export function Page() {
  const { name, role, city } = useMe();
  const [hasChanged, setHasChanged] = useState(false);
  const onChanged = () => setHasChanged(true);
  return (
    <>
      <PageHeader title="自分のアカウント" />
      <Card title="あなた">
        <DescriptionList
          items={[
            { term: 'お名前', value: name },
            { term: '役割', value: ROLE_LABELS[role] },
            ...(city === null ? [] : [{ term: '市区町村', value: city.name }]),
          ]}
        />
      </Card>
      <PasskeysCard onChanged={onChanged} />
      <PasswordCard />
      <AuthenticatorCard onChanged={onChanged} />
      <SessionsCard afterChange={hasChanged} onAnswered={() => setHasChanged(false)} />
    </>
  );
}
