// One feature: what it does, how it is set, and beside it the phone that follows every key.
import { useState } from 'react';
import { useParams } from 'react-router';
import { useApiMutation, useApiQuery } from '../../api/use-api.ts';
import { Badge, Button, Loaded, Notice, PageHeader } from '../../components/index.ts';
import { useCity, useMay } from '../../shell/me.ts';
import type { FeatureDetail } from './feature-rows.ts';
import { FeatureSettings } from './feature-settings.tsx';
import { PhonePreview } from './phone-preview.tsx';
import { SwitchOffDialog } from './switch-off-dialog.tsx';
import { useSettingsPreview } from './use-settings-preview.ts';

const CRUMBS = [{ to: '/features', label: '機能' }];

export function Page() {
  const { featureKey = '' } = useParams();
  const feature = useApiQuery('/features/:featureKey', { params: { featureKey } });
  return (
    <>
      {feature.data === undefined && <PageHeader title="機能" crumbs={CRUMBS} />}
      <Loaded query={feature}>{(detail) => <Feature key={detail.key} feature={detail} />}</Loaded>
    </>
  );
}

function Feature({ feature }: { feature: FeatureDetail }) {
  const maySet = useMay()('prepare');
  const { preview, problem, isUnsaved, setSettings, forget } = useSettingsPreview(feature.key, feature.preview);
  return (
    <>
      <PageHeader
        title={feature.title}
        crumbs={CRUMBS}
        lead={feature.summary}
        badges={
          <>
            {feature.on ? <Badge tone="green">使っています</Badge> : <Badge>使っていません</Badge>}
            <Badge>{feature.category.title}</Badge>
          </>
        }
        actions={feature.on && maySet ? <SwitchOff feature={feature} /> : undefined}
      />
      {feature.withdrawal !== null && (
        <Notice kind="warning" title="手のひら市役所の運営が、いま止めています">
          {feature.withdrawal.reason}
          再開すると、前の設定のまま住民に表示されます。それまで、設定は変えられません。
        </Notice>
      )}
      {feature.needsAttention && (
        <Notice kind="warning" title="設定の見直しが必要です">
          機能が新しくなり、前の設定が合わなくなりました。設定を確かめて保存するまで、住民には表示されません。
        </Notice>
      )}
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <FeatureSettings
          feature={feature}
          maySet={maySet && feature.withdrawal === null}
          onChange={setSettings}
          onSaved={forget}
        />
        <Preview preview={preview} isUnsaved={isUnsaved} problem={problem?.message} />
      </div>
    </>
  );
}

function Preview({
  preview,
  isUnsaved,
  problem,
}: {
  preview: FeatureDetail['preview'];
  isUnsaved: boolean;
  problem: string | undefined;
}) {
  const city = useCity();
  return (
    <PhonePreview cityName={city.name} preview={preview} none="この機能には、会話の見本がありません。">
      <p className="text-solid-gray-700">
        {isUnsaved ? '左の設定での見え方です。まだ保存されていません。' : '住民とのやりとりの例です。'}
      </p>
      {problem !== undefined && (
        <Notice kind="warning" announce>
          {problem}
        </Notice>
      )}
    </PhonePreview>
  );
}

function SwitchOff({ feature: { key, title } }: { feature: FeatureDetail }) {
  const [isAsking, setAsking] = useState(false);
  const disable = useApiMutation('POST /features/:featureKey/disable', {
    done: `${title}を止めました。`,
    onDone: () => setAsking(false),
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>機能を止める</Button>
      <SwitchOffDialog
        open={isAsking}
        title={title}
        busy={disable.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => disable.mutate({ params: { featureKey: key } })}
      />
    </>
  );
}
