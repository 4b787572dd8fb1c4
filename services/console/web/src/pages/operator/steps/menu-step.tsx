import { useApiMutation } from '../../../api/use-api.ts';
import { Button, Notice } from '../../../components/index.ts';
import type { City } from '../city-state.ts';

/** Publishes the menu that the city begins with, from what is installed. */
export function MenuStep({ city: { tenantId, health, steps } }: { city: City }) {
  const publish = useApiMutation('POST /operator/cities/:tenantId/menu', {
    done: 'リッチメニューを公開しました。友だちの画面に出ています。',
  });
  const lacksFeatures = steps.some(({ key, status }) => key === 'features' && status !== 'done');
  if (health.channel === null || lacksFeatures) {
    return <Notice>先に「LINE公式アカウントをつなぐ」と「はじめの機能を入れる」を済ませてください。</Notice>;
  }
  return (
    <>
      <p>
        いま使える機能のボタンを並べて、LINEに公開します。市区町村がリッチメニューを作り変えているときは、それも置きかわります。
      </p>
      <div>
        <Button
          size="lg"
          look="primary"
          busy={publish.isPending}
          onClick={() => publish.mutate({ params: { tenantId } })}
        >
          リッチメニューを公開する
        </Button>
      </div>
    </>
  );
}
