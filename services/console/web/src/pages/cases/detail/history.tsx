// The time line. What residents got and what only colleagues read must never be taken for each other.
import { useApiForm } from '../../../api/use-api-form.ts';
import { Badge, Card, Form, Icon, type IconName, TextArea, Timeline } from '../../../components/index.ts';
import { useMay } from '../../../shell/me.ts';
import type { CaseDetail } from './case-detail.ts';

type Entry = CaseDetail['timeline'][number];

const ICONS: Readonly<Record<string, IconName>> = {
  submitted: 'inbox',
  followed: 'people',
  unsent: 'trash',
  'status-changed': 'check',
  assigned: 'user',
  replied: 'message',
  noted: 'book',
  merged: 'copy',
  'merged-in': 'copy',
};

export function History({ detail: { number, timeline } }: { detail: CaseDetail }) {
  return (
    <Card title="経過" lead="新しいものが上です。">
      {useMay()('handle') && <NoteForm caseNumber={number} />}
      <Timeline
        label="この受付の経過"
        entries={timeline.toReversed().map((entry) => ({
          ...{ key: entry.entryId, at: entry.at, title: entry.text, by: entry.by.name },
          icon: ICONS[entry.type] ?? 'clock',
          children: <Words entry={entry} />,
        }))}
      />
    </Card>
  );
}

function Words({ entry: { type, body, delivery } }: { entry: Entry }) {
  if (body === null) return null;
  if (type === 'noted') {
    return (
      <div className="mt-1 flex flex-col gap-2 rounded-8 border border-dashed border-yellow-700 bg-yellow-50 p-4">
        <OnlyStaff />
        <p>{body}</p>
      </div>
    );
  }
  return (
    <div className="mt-1 flex flex-col gap-2 rounded-12 rounded-tl-none border border-blue-200 bg-blue-50 p-4">
      <span className="flex flex-wrap items-center gap-2">
        <Badge tone="blue">住民に届く文章</Badge>
        {delivery !== null && <span className="text-dns-14N-130 font-bold">LINE：{delivery.text}</span>}
      </span>
      <p>{body}</p>
    </div>
  );
}

/** A note looks like a slip of paper, a reply like a message. */
function NoteForm({ caseNumber }: { caseNumber: string }) {
  const form = useApiForm<'POST /cases/:caseNumber/notes', { text: string }>('POST /cases/:caseNumber/notes', {
    defaultValues: { text: '' },
    input: (body) => ({ params: { caseNumber }, body }),
    done: 'メモを残しました。住民には送られません。',
    resetAfter: true,
  });
  return (
    <div className="flex flex-col gap-4 rounded-12 border border-dashed border-yellow-700 bg-yellow-50 p-5">
      <OnlyStaff />
      <Form form={form} submit="メモを残す" look="secondary">
        <TextArea
          label="職員どうしのメモ"
          rows={3}
          {...form.field('text', { validate: (text) => text.trim() !== '' || 'メモの文章を入力してください。' })}
        />
      </Form>
    </div>
  );
}

function OnlyStaff() {
  return (
    <span className="flex w-fit items-center gap-2 text-oln-14B-100 text-yellow-1200">
      <Icon name="shield" className="size-5" />
      職員だけ（住民には送られません）
    </span>
  );
}
