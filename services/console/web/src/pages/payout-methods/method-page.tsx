import { useParams } from 'react-router';
import { useApiQuery } from '../../api/use-api.ts';
import { Card, EmptyState, Loaded, Notice, PageHeader } from '../../components/index.ts';
import { Permitted } from '../benefits/permitted.tsx';
import type { Method } from '../benefits/use-methods.ts';
import { MethodSettings } from './method-settings.tsx';

export function Page() {
  const { method: key = '' } = useParams();
  const methods = useApiQuery('/payout-methods');
  const method = methods.data?.methods.find((each) => each.key === key);
  return (
    <>
      <PageHeader
        title={method?.title ?? '受け取り方'}
        crumbs={[
          { to: '/settings', label: '設定' },
          { to: '/settings/payout-methods', label: '受け取り方' },
        ]}
        lead={method?.summary}
      />
      <Loaded query={methods}>
        {() =>
          method === undefined ? (
            <EmptyState icon="search" title="この受け取り方はありません" />
          ) : (
            <Settings method={method} />
          )
        }
      </Loaded>
    </>
  );
}

function Settings({ method }: { method: Method }) {
  if (method.isPractice) {
    return <Notice title="設定はいりません">練習用の給付事業で使います。お金は支払われません。</Notice>;
  }
  return (
    <Card
      title="契約の内容"
      lead="変えたことは記録に残ります。支払いの途中のものがあるあいだは、変えられないことがあります。"
    >
      <Permitted permission="manage" action="受け取り方の設定">
        <MethodSettings key={method.setUp?.setAt ?? ''} method={method} />
      </Permitted>
    </Card>
  );
}
