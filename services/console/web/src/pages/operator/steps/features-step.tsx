import { useApiMutation, useApiQuery } from '../../../api/use-api.ts';
import { Button, Loaded } from '../../../components/index.ts';
import { Words } from './step-card.tsx';

/** What every city begins with. What the city has set itself stays. */
export function FeaturesStep({ tenantId }: { tenantId: string }) {
  const catalog = useApiQuery('/operator/catalog');
  const install = useApiMutation('POST /operator/cities/:tenantId/features', {
    done: 'はじめの機能を入れました。市区町村の設定は変えていません。',
  });
  return (
    <>
      <p>
        設定がなくても動くものから始めます。ほかの機能は、市区町村の人が「機能」の画面で、いつでも使い始められます。
      </p>
      <Loaded query={catalog}>
        {({ features }) => <Words words={features.filter(({ isStarter }) => isStarter).map(({ title }) => title)} />}
      </Loaded>
      <div>
        <Button
          size="lg"
          look="primary"
          busy={install.isPending}
          onClick={() => install.mutate({ params: { tenantId }, body: {} })}
        >
          はじめの機能を入れる
        </Button>
      </div>
    </>
  );
}
