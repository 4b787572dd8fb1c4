import { useApiQuery } from '../../api/use-api.ts';
import { useApiForm } from '../../api/use-api-form.ts';
import { Card, Checkbox, Form, Loaded, PageHeader } from '../../components/index.ts';

export function Page() {
  const proof = useApiQuery('/money-proof');
  return (
    <>
      <PageHeader
        title="承認の本人確認"
        crumbs={[{ to: '/settings', label: '設定' }]}
        lead="申請の承認や振込ファイルの承認など、お金が動く操作の前に、何で本人であることを確かめるかを決めます。"
      />
      <Loaded query={proof}>
        {({ passkeyOnly }) => <MoneyProofForm key={String(passkeyOnly)} passkeyOnly={passkeyOnly} />}
      </Loaded>
    </>
  );
}

function MoneyProofForm({ passkeyOnly }: { passkeyOnly: boolean }) {
  const form = useApiForm('PUT /money-proof', {
    defaultValues: { passkeyOnly },
    input: (values) => ({ body: values }),
    done: '承認の本人確認を保存しました。すぐに効きます。',
  });
  return (
    <Card title="承認・支払いの前に">
      <p>
        パスキーは、本物に似せた画面にだまし取られることがありません。ただし、仮想デスクトップなど、パスキーを使えないブラウザーもあります。
      </p>
      <p>必須にする前に、承認をする人がみな登録できるか確かめてください。</p>
      <Form form={form} submit="本人確認を保存する">
        <Checkbox
          label="承認・支払いにはパスキーを必須にする"
          help="保存するには、いまパスキーで確かめる必要があります。外すときも同じです。"
          {...form.field('passkeyOnly')}
        />
      </Form>
    </Card>
  );
}
