// A reply to whoever reported the case, with what they will read beside it.
import { useApiQuery } from '../../../api/use-api.ts';
import { type ApiForm, useApiForm } from '../../../api/use-api-form.ts';
import { Card, Form, Notice, Phone, Select, TextArea, TextLink } from '../../../components/index.ts';
import { useMe } from '../../../shell/me.ts';
import type { CaseDetail } from './case-detail.ts';
import { ChangeProblem } from './change-problem.tsx';

type Props = { detail: CaseDetail; refresh: () => void };
type Values = { text: string };

/** Two places in the page's grid: the words, and the phone, which stays in sight. */
export function ReplyDesk({ detail, refresh }: Props) {
  const { number: caseNumber, version, notices, reporter } = detail;
  const { city } = useMe();
  const form = useApiForm<'POST /cases/:caseNumber/replies', Values>('POST /cases/:caseNumber/replies', {
    defaultValues: { text: '' },
    input: ({ text }) => ({ params: { caseNumber }, body: { text, version } }),
    done: '返事を送りました。届いたかどうかは、経過に出ます。',
    resetAfter: true,
  });
  const typed = form.hookForm.watch('text');
  const shown = typed.trim() === '' ? '（ここに返事が入ります）' : typed;
  return (
    <>
      <Card
        title="住民に返事を送る"
        lead={`住民番号 ${reporter.number} の方のトークに届きます。同じ内容を知らせたほかの住民には届きません。`}
      >
        {reporter.canReply ? (
          <ReplyForm form={form} caseNumber={caseNumber} typed={typed} refresh={refresh} />
        ) : (
          <Notice kind="warning" title="LINEでは返事を送れません">
            この住民は、アカウントをブロックしたか、友だちをやめたか、登録を消しています。電話など、ほかの方法で伝えてください。
          </Notice>
        )}
      </Card>
      <section
        aria-label="返事の見本"
        className="flex flex-col gap-3 lg:sticky lg:top-24 lg:col-start-2 lg:row-span-2 lg:row-start-1"
      >
        <h2 className="text-center text-std-16B-170">住民に見える画面</h2>
        <Phone name={city?.name ?? ''} messages={[{ type: 'text', text: notices.reply + shown }]} />
      </section>
    </>
  );
}

function ReplyForm({
  form,
  caseNumber,
  typed,
  refresh,
}: {
  form: ApiForm<Values>;
  caseNumber: string;
  typed: string;
  refresh: () => void;
}) {
  const templates = useApiQuery('/cases/:caseNumber/reply-templates', { params: { caseNumber } });
  const known = templates.data?.items ?? [];
  const insert = (templateId: string) => {
    const chosen = known.find((template) => template.templateId === templateId);
    if (chosen === undefined) return;
    const text = typed.trim() === '' ? chosen.text : `${typed.trimEnd()}\n${chosen.text}`;
    form.hookForm.setValue('text', text, { shouldDirty: true });
    form.hookForm.setFocus('text');
  };
  return (
    <Form form={{ ...form, problem: undefined }} submit="LINEで返事を送る">
      {known.length > 0 ? (
        <Select
          label="ひな形"
          width="full"
          placeholder="選ぶと、文章に加わります"
          options={known.map(({ templateId, title }) => ({ value: templateId, label: title }))}
          value=""
          onChange={(event) => insert(event.target.value)}
        />
      ) : (
        <p className="text-dns-14N-130 text-solid-gray-700">
          よく使う文章は、<TextLink to="/cases/templates">返事のひな形</TextLink>に入れておけます。
        </p>
      )}
      <TextArea
        label="返事の文章"
        help="名前・住所・電話番号など、個人の情報は書かないでください。LINEのトークに残ります。"
        rows={6}
        {...form.field('text', { validate: (text) => text.trim() !== '' || '返事の文章を入力してください。' })}
      />
      <ChangeProblem problem={form.problem} refresh={refresh} />
    </Form>
  );
}
