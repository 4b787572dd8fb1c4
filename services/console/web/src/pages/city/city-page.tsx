import { useState } from 'react';
import type { AnswerOf, InputOf } from '../../api/api-types.ts';
import { useApiQuery } from '../../api/use-api.ts';
import {
  Card,
  DescriptionList,
  type JsonSchema,
  Loaded,
  Notice,
  OvertakenNotice,
  type OvertakenNoticeProps,
  PageHeader,
  SchemaForm,
} from '../../components/index.ts';
import { useMay } from '../../shell/me.ts';

type City = AnswerOf<'GET /city'>;
type Settings = InputOf<'PUT /city/settings'>['body']['settings'];

export function Page() {
  const city = useApiQuery('/city');
  const mayManage = useMay()('manage');
  const [reloads, setReloads] = useState(0);
  return (
    <>
      <PageHeader
        title="市の設定"
        crumbs={[{ to: '/settings', label: '設定' }]}
        lead="住民への最初のあいさつと、やりとりをいつまで残すかを決めます。"
      />
      <Loaded query={city}>
        {(found) => (
          <>
            <Card title="この市について">
              <DescriptionList
                items={[
                  { term: '名前', value: found.name },
                  { term: '全国地方公共団体コード', value: found.municipalityCode ?? '登録されていません' },
                ]}
              />
            </Card>
            <Card title="設定">
              {mayManage ? (
                <SettingsForm
                  key={reloads}
                  city={found}
                  refresh={city.refetch}
                  onReload={() => setReloads((count) => count + 1)}
                />
              ) : (
                <SettingsList settings={found.settings} />
              )}
            </Card>
          </>
        )}
      </Loaded>
    </>
  );
}

/** Begins with what is set now, and keeps it beside what is typed: the server takes no change of anything else. */
function SettingsForm({
  city: { settings, form, updatedAt, updatedBy },
  ...overtaken
}: { city: City } & Pick<OvertakenNoticeProps, 'refresh' | 'onReload'>) {
  const [seen, setSeen] = useState<City['settings']>(settings);
  return (
    <SchemaForm
      schema={form as JsonSchema} // as the server made it of the city's settings
      value={settings}
      route="PUT /city/settings"
      input={(given) => ({ body: { settings: given as Settings, seen } })} // JSON, as the form holds nothing else
      submit="設定を保存する"
      done="設定を保存しました。"
      onDone={(saved) => setSeen(saved.settings)}
      explain={({ code }) =>
        code === 'CATALOG_CITY_SETTINGS_OVERTAKEN' && (
          <OvertakenNotice what="設定" updatedAt={updatedAt} updatedBy={updatedBy} {...overtaken} />
        )
      }
    />
  );
}

function SettingsList({ settings }: Pick<City, 'settings'>) {
  return (
    <>
      <Notice>設定を変えられるのは、管理者です。</Notice>
      <DescriptionList
        items={[
          { term: 'あいさつ', value: settings.greeting ?? '決まっていません' },
          { term: '会話の有効時間', value: `${settings.conversationTimeoutMinutes}分` },
          { term: 'やりとりの保存', value: `${settings.messageRetentionDays}日` },
        ]}
      />
    </>
  );
}
