// The menu below every chat: drawn here, looked at on a phone, then shown to all residents.
import { useState } from 'react';
import { useApiQuery } from '../../api/use-api.ts';
import { Badge, Loaded, Notice, PageHeader } from '../../components/index.ts';
import { useMay } from '../../shell/me.ts';
import { Editor } from './editor.tsx';
import { Versions } from './versions.tsx';

export function Page() {
  const screen = useApiQuery('/rich-menu', undefined, {
    refetchInterval: (answer) => (answer?.underWay ? 2_000 : false),
  });
  const may = useMay();
  const [reloads, setReloads] = useState(0);
  const published = screen.data?.published;
  return (
    <>
      <PageHeader
        title="リッチメニュー"
        lead="トーク画面の下に、いつも出ているメニューです。住民がいちばん使うものを載せます。"
        badges={
          screen.data &&
          (published ? <Badge tone="green">公開中</Badge> : <Badge tone="yellow">まだ公開していません</Badge>)
        }
      />
      {!may('prepare') && <Notice>下書きを変えられるのは、管理者と担当者です。ここでは見るだけになります。</Notice>}
      <Loaded query={screen}>
        {({ draft, choices, published: inForce, underWay, versions }) => (
          <>
            {inForce && inForce.problems.length > 0 && (
              <Notice kind="warning" title="公開中のメニューに、直すところがあります">
                {inForce.problems.map(({ message }) => `・${message}`).join('\n')}
              </Notice>
            )}
            {underWay && (
              <Notice title="公開の手続きをしています">
                LINEに送っています。ふつうは数秒で終わります。この画面を閉じても続きます。
              </Notice>
            )}
            <Editor
              key={reloads}
              draft={draft}
              choices={choices}
              isBusy={underWay !== null}
              refresh={screen.refetch}
              onReload={() => setReloads((count) => count + 1)}
            />
            <Versions versions={versions} />
          </>
        )}
      </Loaded>
    </>
  );
}
