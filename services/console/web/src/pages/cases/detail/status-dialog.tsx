import { useApiForm } from '../../../api/use-api-form.ts';
import { Button, Dialog, Form, Notice, Phone, RadioGroup, TextArea } from '../../../components/index.ts';
import { useMe } from '../../../shell/me.ts';
import type { CaseDetail } from './case-detail.ts';
import { ChangeProblem } from './change-problem.tsx';

type NextStatus = CaseDetail['nextStatuses'][number]['status'];
type Values = { status: string; comment: string };

const MEANINGS: Partial<Readonly<Record<NextStatus, string>>> = {
  'in-progress': '職員が対応を始めた、または、もう一度対応する',
  done: '対応が終わった',
  declined: '市区町村では対応できない。わけをことばで伝えてください',
};

/** Moves a case on. Closed and opened again it still holds what was typed. */
export function StatusDialog({
  open,
  detail,
  refresh,
  onClose,
}: {
  open: boolean;
  detail: CaseDetail;
  refresh: () => void;
  onClose: () => void;
}) {
  const { number: caseNumber, version, nextStatuses, followers, notices } = detail;
  const { city } = useMe();
  const form = useApiForm<'POST /cases/:caseNumber/status', Values>('POST /cases/:caseNumber/status', {
    defaultValues: { status: '', comment: '' },
    input: ({ status, comment }) => ({
      params: { caseNumber },
      body: { status: status as 'done', version, ...(comment.trim() === '' ? {} : { comment }) }, // one of nextStatuses
    }),
    done: ({ notified }) => `対応状況を変えました。住民${notified}人にお知らせします。`,
    onDone: () => {
      form.hookForm.reset({ status: '', comment: '' });
      onClose();
    },
  });
  const [status, comment] = form.hookForm.watch(['status', 'comment']);
  return (
    <Dialog open={open} title="対応状況を変える" onClose={onClose} wide>
      <div className="grid gap-8 md:grid-cols-[1fr_20rem]">
        <Form
          form={{ ...form, problem: undefined }}
          submit="変えて住民に知らせる"
          actions={
            <Button size="lg" onClick={onClose}>
              やめる
            </Button>
          }
        >
          <RadioGroup
            label="新しい対応状況"
            options={nextStatuses.map((next) => ({
              value: next.status,
              label: next.text,
              help: MEANINGS[next.status],
            }))}
            {...form.field('status', { required: '対応状況を選んでください。' })}
          />
          <TextArea
            label="住民へのひとこと"
            help="書かなくてもかまいません。個人の情報は書かないでください。"
            {...form.field('comment')}
          />
          <Notice>この受付の進みを知らせる住民{followers}人に、LINEで届きます。取り消せません。</Notice>
          <ChangeProblem problem={form.problem} refresh={refresh} />
        </Form>
        <div className="flex flex-col gap-3">
          <h3 className="text-center text-std-16B-170">住民に見える画面</h3>
          <Phone name={city?.name ?? ''} messages={preview(notices.statuses, status, comment)} />
        </div>
      </div>
    </Dialog>
  );
}

function preview(notices: CaseDetail['notices']['statuses'], status: string, comment: string) {
  const notice = notices.find((each) => each.status === status);
  if (notice === undefined) return [];
  const text = comment.trim() === '' ? notice.alone : notice.withComment + comment;
  return [{ type: 'text' as const, text }];
}
