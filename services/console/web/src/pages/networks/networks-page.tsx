import { useApiQuery } from '../../api/use-api.ts';
import { useApiForm } from '../../api/use-api-form.ts';
import { Card, Form, Loaded, Notice, PageHeader, TextArea } from '../../components/index.ts';

export function Page() {
  const networks = useApiQuery('/networks');
  return (
    <>
      <PageHeader
        title="使える場所"
        crumbs={[{ to: '/settings', label: '設定' }]}
        lead="この管理画面を開けるネットワークを、庁内などに限れます。住民のLINEには関係しません。"
      />
      <Loaded query={networks}>{(answer) => <NetworksForm key={answer.networks.join()} {...answer} />}</Loaded>
    </>
  );
}

function NetworksForm({ networks, here }: { networks: readonly string[]; here: string }) {
  const form = useApiForm<'PUT /networks', { networks: string }>('PUT /networks', {
    defaultValues: { networks: networks.join('\n') },
    input: (values) => ({ body: { networks: linesOf(values.networks) } }),
    done: '使える場所を保存しました。すぐに効きます。',
  });
  return (
    <Card title="ネットワーク">
      {networks.length === 0 ? (
        <Notice kind="warning">いまは、どこからでも開けます。</Notice>
      ) : (
        <Notice kind="success">{networks.length}個のネットワークからだけ開けます。</Notice>
      )}
      <p>
        いまのあなたの場所は <code className="rounded-4 bg-solid-gray-50 px-2 font-mono">{here}</code>{' '}
        です。ここを含まないものは、締め出されないように保存できません。
      </p>
      <Form form={form} submit="使える場所を保存する">
        <TextArea
          label="IPアドレスかネットワーク"
          width="medium"
          help="1行に1つ書きます。例: 203.0.113.0/24。空にすると、どこからでも開けます。"
          className="font-mono"
          spellCheck={false}
          {...form.field('networks')}
        />
      </Form>
    </Card>
  );
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}
