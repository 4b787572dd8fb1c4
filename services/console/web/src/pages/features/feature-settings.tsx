import { useState } from 'react';
import type { InputOf } from '../../api/api-types.ts';
import { Card, type JsonSchema, Notice, RadioGroup, SchemaForm, Select } from '../../components/index.ts';
import type { FeatureDetail } from './feature-rows.ts';

type Body = InputOf<'PUT /features/:featureKey'>['body'];
type Audience = NonNullable<Body['audience']>;

const AUDIENCE_HELP: Readonly<Record<Audience, string>> = {
  everyone: '友だちになった人が、だれでも使えます。',
  registered: '本人確認の登録をすませた住民が使えます。',
  staff: '職員が試すときに選びます。住民には見えません。',
};

/** How the feature is set, who may use it, and which department answers. Saving a feature that is off switches it on. */
export function FeatureSettings({
  feature,
  maySet,
  onChange,
  onSaved,
}: {
  feature: FeatureDetail;
  maySet: boolean;
  onChange: (settings: Record<string, unknown>) => void;
  onSaved: () => void;
}) {
  const [audience, setAudience] = useState<Audience>(feature.audience.key);
  const [departmentId, setDepartmentId] = useState(feature.department?.departmentId ?? '');
  const { key, title, on } = feature;
  if (!maySet) {
    return (
      <Card title="設定">
        <Notice>設定を変えられるのは、管理者と担当者です。</Notice>
        <p>
          使える人は「{feature.audience.title}」、担当は「{feature.department?.name ?? '決まっていません'}」です。
        </p>
      </Card>
    );
  }
  return (
    <Card title="設定">
      <SchemaForm
        schema={feature.form as JsonSchema} // as the server made it of the feature's settings
        value={feature.settings}
        route="PUT /features/:featureKey"
        input={(settings) => ({
          params: { featureKey: key },
          body: {
            settings: settings as Body['settings'], // JSON, as the form holds nothing else
            audience,
            departmentId: departmentId === '' ? null : departmentId,
          },
        })}
        submit={on ? '設定を保存する' : 'この設定で使いはじめる'}
        done={on ? '設定を保存しました。' : `${title}を使えるようにしました。`}
        onChange={onChange}
        onDone={onSaved}
      >
        <RadioGroup
          label="使える人"
          options={feature.audiences.map((each) => ({
            value: each.key,
            label: each.title,
            help: AUDIENCE_HELP[each.key],
          }))}
          value={audience}
          onChange={(event) => setAudience(event.target.value as Audience)} // one of the options
        />
        <Select
          label="担当する部署"
          help="この機能の受付は、はじめにこの部署に入ります。"
          options={feature.departments.map((each) => ({ value: each.departmentId, label: each.name }))}
          placeholder="決めない"
          value={departmentId}
          onChange={(event) => setDepartmentId(event.target.value)}
        />
      </SchemaForm>
    </Card>
  );
}
