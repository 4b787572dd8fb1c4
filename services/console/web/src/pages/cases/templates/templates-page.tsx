// Words that staff use again and again in replies.
import { useState } from 'react';
import type { AnswerOf } from '../../../api/api-types.ts';
import { useApiMutation, useApiQuery } from '../../../api/use-api.ts';
import { useApiForm } from '../../../api/use-api-form.ts';
import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  Dialog,
  EmptyState,
  Form,
  Loaded,
  Notice,
  PageHeader,
  Select,
  TextArea,
  TextField,
} from '../../../components/index.ts';
import { useMay } from '../../../shell/me.ts';
import type { CaseOptions } from '../list/case-filters.ts';

type Template = AnswerOf<'GET /reply-templates'>['items'][number];
type Features = CaseOptions['features'];

export function Page() {
  const mayPrepare = useMay()('prepare');
  const templates = useApiQuery('/reply-templates', { query: {} });
  const options = useApiQuery('/case-options', undefined, { staleTime: 60_000 });
  const [edited, setEdited] = useState<Template | 'new'>();
  const [removed, setRemoved] = useState<Template>();
  const features = options.data?.features ?? [];
  const add = (
    <Button look="primary" icon="plus" onClick={() => setEdited('new')}>
      ひな形を加える
    </Button>
  );
  return (
    <>
      <PageHeader
        title="返事のひな形"
        crumbs={[{ to: '/cases', label: '受付' }]}
        lead="よく使う返事の文章です。受付の画面で選ぶと、受付番号と件名が入った文章になります。"
        actions={mayPrepare && add}
      />
      {!mayPrepare && <Notice>ひな形を変えられるのは、担当者と管理者です。</Notice>}
      <Loaded query={templates}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="book" title="ひな形はまだありません" actions={mayPrepare && add}>
              「現地を確かめます」「修繕が終わりました」のような、よく送る文章を入れておくと便利です。
            </EmptyState>
          ) : (
            <ul className="grid gap-4 md:grid-cols-2">
              {items.map((template) => (
                <li key={template.templateId}>
                  <Card title={template.title} actions={<Badge>{sayFeature(template.featureKey, features)}</Badge>}>
                    <p className="flex-1 whitespace-pre-line">{template.body}</p>
                    {mayPrepare && (
                      <div className="flex gap-3">
                        <Button size="sm" onClick={() => setEdited(template)}>
                          変更する<span className="sr-only">：{template.title}</span>
                        </Button>
                        <Button size="sm" look="text" onClick={() => setRemoved(template)}>
                          消す<span className="sr-only">：{template.title}</span>
                        </Button>
                      </div>
                    )}
                  </Card>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {edited !== undefined && (
        <TemplateDialog
          template={edited === 'new' ? undefined : edited}
          features={features}
          onClose={() => setEdited(undefined)}
        />
      )}
      {removed !== undefined && <RemoveDialog template={removed} onClose={() => setRemoved(undefined)} />}
    </>
  );
}

function sayFeature(featureKey: string | null, features: Features): string {
  if (featureKey === null) return 'すべての機能';
  return features.find(({ key }) => key === featureKey)?.title ?? featureKey;
}

type Values = { featureKey: string; title: string; body: string };

function TemplateDialog({
  template,
  features,
  onClose,
}: {
  template: Template | undefined;
  features: Features;
  onClose: () => void;
}) {
  const { templateId, featureKey, title = '', body = '' } = template ?? {};
  const defaultValues = { featureKey: featureKey ?? '', title, body };
  const toBody = (values: Values) => ({ ...values, featureKey: values.featureKey || null });
  const added = useApiForm<'POST /reply-templates', Values>('POST /reply-templates', {
    ...{ defaultValues, done: 'ひな形を加えました。', onDone: onClose },
    input: (values) => ({ body: toBody(values) }),
  });
  const changed = useApiForm<'PUT /reply-templates/:templateId', Values>('PUT /reply-templates/:templateId', {
    ...{ defaultValues, done: 'ひな形を変えました。', onDone: onClose },
    input: (values) => ({ params: { templateId: templateId ?? '' }, body: toBody(values) }),
  });
  const form = template === undefined ? added : changed;
  return (
    <Dialog open title={template === undefined ? 'ひな形を加える' : 'ひな形を変更する'} onClose={onClose}>
      <Form
        form={form}
        submit={template === undefined ? '加える' : '変更する'}
        actions={
          <Button size="lg" onClick={onClose}>
            やめる
          </Button>
        }
      >
        <TextField
          label="名前"
          help="職員が選ぶときの名前です。住民には見えません。"
          maxLength={60}
          {...form.field('title', { required: '名前を入力してください。' })}
        />
        <Select
          label="使う機能"
          placeholder="すべての機能"
          width="full"
          options={features.map(({ key, title: label }) => ({ value: key, label }))}
          {...form.field('featureKey')}
        />
        <TextArea
          label="文章"
          help="{number} は受付番号に、{title} は件名に置きかわります。"
          rows={8}
          {...form.field('body', { required: '文章を入力してください。' })}
        />
      </Form>
    </Dialog>
  );
}

function RemoveDialog({ template: { templateId, title }, onClose }: { template: Template; onClose: () => void }) {
  const remove = useApiMutation('DELETE /reply-templates/:templateId', {
    done: 'ひな形を消しました。',
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      open
      title={`「${title}」を消しますか`}
      confirm="消す"
      look="danger"
      busy={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate({ params: { templateId } })}
    >
      <p>これまでに送った返事は変わりません。</p>
    </ConfirmDialog>
  );
}
