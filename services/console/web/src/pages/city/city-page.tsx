import type { InputOf } from '../../api/api-types.ts';
import { useApiQuery } from '../../api/use-api.ts';
import {
  Card,
  DescriptionList,
  type JsonSchema,
  Loaded,
  Notice,
  PageHeader,
  SchemaForm,
} from '../../components/index.ts';
import { useMay } from '../../shell/me.ts';

type Settings = InputOf<'PUT /city/settings'>['body']['settings'];

export function Page() {
  const city = useApiQuery('/city');
  const mayManage = useMay()('manage');
  return (
    <>
      <PageHeader
        title="市の設定"
        crumbs={[{ to: '/settings', label: '設定' }]}
        lead="住民への最初のあいさつと、やりとりをいつまで残すかを決めます。"
      />
      <Loaded query={city}>
        {({ name, municipalityCode, settings, form }) => (
          <>
            <Card title="この市について">
              <DescriptionList
                items={[
                  { term: '名前', value: name },
                  { term: '全国地方公共団体コード', value: municipalityCode ?? '登録されていません' },
                ]}
              />
            </Card>
            <Card title="設定">
              {mayManage ? (
                <SchemaForm
                  schema={form as JsonSchema} // as the server made it of the city's settings
                  value={settings}
                  route="PUT /city/settings"
                  input={(given) => ({ body: { settings: given as Settings } })} // JSON, as the form holds nothing else
                  submit="設定を保存する"
                  done="設定を保存しました。"
                />
              ) : (
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
              )}
            </Card>
          </>
        )}
      </Loaded>
    </>
  );
}
