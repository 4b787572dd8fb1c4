// The catalog: first what residents can use, in the order of their menu, then what else there is.
import { useState } from 'react';
import { useApiMutation, useApiQuery } from '../../api/use-api.ts';
import { EmptyState, Loaded, Notice, PageHeader } from '../../components/index.ts';
import { useMay } from '../../shell/me.ts';
import { CatalogCard } from './catalog-card.tsx';
import type { FeatureCard } from './feature-rows.ts';
import { moved } from './moved.ts';
import { OnCard } from './on-card.tsx';

export function Page() {
  const features = useApiQuery('/features');
  const maySet = useMay()('prepare');
  return (
    <>
      <PageHeader title="機能" lead="住民がLINEで使えることを選びます。料金は、いくつ使っても変わりません。" />
      {!maySet && <Notice>機能を変えられるのは、管理者と担当者です。ここでは見るだけになります。</Notice>}
      <Loaded query={features}>
        {({ features: cards }) => (
          <>
            <OnFeatures cards={cards.filter(({ on }) => on)} maySet={maySet} />
            <OffFeatures cards={cards.filter(({ on }) => !on)} />
          </>
        )}
      </Loaded>
    </>
  );
}

function OnFeatures({ cards, maySet }: { cards: FeatureCard[]; maySet: boolean }) {
  const [said, setSaid] = useState('');
  const order = useApiMutation('PUT /features/order', { invalidates: ['/features'] });
  const move = (index: number, by: 1 | -1) => {
    const keys = moved(
      cards.map(({ key }) => key),
      index,
      by,
    );
    const title = cards[index]?.title ?? '';
    order.mutate({ body: { keys } }, { onSuccess: () => setSaid(`${title}を${index + by + 1}番目にしました。`) });
  };
  return (
    <section aria-labelledby="features-on" className="flex flex-col gap-4">
      <div>
        <h2 id="features-on" className="text-std-22B-150">
          使っている機能
        </h2>
        <p className="text-solid-gray-700">住民のメニューに、この順で並びます。</p>
      </div>
      {cards.length === 0 ? (
        <EmptyState icon="puzzle" title="使っている機能はまだありません">
          下の一覧から選んで、住民に使ってもらいましょう。
        </EmptyState>
      ) : (
        <ol className="flex flex-col gap-3">
          {cards.map((card, index) => (
            <OnCard
              key={card.key}
              card={card}
              place={index + 1}
              isLast={index === cards.length - 1}
              maySet={maySet}
              isMoving={order.isPending}
              onMove={(by) => move(index, by)}
            />
          ))}
        </ol>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </section>
  );
}

function OffFeatures({ cards }: { cards: FeatureCard[] }) {
  if (cards.length === 0) return null;
  return (
    <section aria-labelledby="features-off" className="flex flex-col gap-4">
      <div>
        <h2 id="features-off" className="text-std-22B-150">
          使っていない機能
        </h2>
        <p className="text-solid-gray-700">スマートフォンでの見え方を確かめてから、始められます。</p>
      </div>
      <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {cards.map((card) => (
          <CatalogCard key={card.key} card={card} />
        ))}
      </ul>
    </section>
  );
}
