import { useState } from 'react';
import { useApiMutation } from '../../api/use-api.ts';
import {
  Button,
  ConfirmDialog,
  OvertakenNotice,
  type OvertakenNoticeProps,
  ProblemNotice,
} from '../../components/index.ts';
import { useMay } from '../../shell/me.ts';
import type { useDraft } from './use-draft.ts';

/** Keeps the draft; and shows it to all residents, once it is kept. */
export function PublishBar({
  draft,
  canPublish,
  overtaken,
}: {
  draft: ReturnType<typeof useDraft>;
  canPublish: boolean;
  overtaken: Omit<OvertakenNoticeProps, 'what'>;
}) {
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const publish = useApiMutation('POST /rich-menu/publish', {
    done: '公開しました。住民のトークに出ます。',
    onDone: () => setAsking(false),
  });
  const { design, isSaved, isSaving, save, problem } = draft;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-3">
        {may('prepare') && (
          <Button busy={isSaving} disabled={isSaved} onClick={save}>
            下書きを保存する
          </Button>
        )}
        {may('approve') && (
          <Button look="primary" disabled={!canPublish || !isSaved} onClick={() => setAsking(true)}>
            住民に公開する
          </Button>
        )}
      </div>
      <p role="status" className="text-dns-14N-130 text-solid-gray-700">
        {may('prepare') &&
          (isSaved ? '下書きは保存されています。' : '保存していない変更があります。保存すると公開できます。')}
        {!may('approve') && '公開できるのは、管理者と承認者です。保存してから、公開を頼んでください。'}
      </p>
      {problem?.code === 'RICH_MENU_DRAFT_OVERTAKEN' && <OvertakenNotice what="下書き" {...overtaken} />}
      {problem !== null && problem.code !== 'RICH_MENU_DRAFT_OVERTAKEN' && <ProblemNotice problem={problem} />}
      <ConfirmDialog
        open={isAsking}
        title="リッチメニューを公開しますか"
        confirm="公開する"
        busy={publish.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => publish.mutate({ body: { design } })}
      >
        <p>
          ボタン{design.areas.length}
          個のメニューが、友だちになっているすべての住民のトークに、すぐ出ます。いまのメニューは、下の「これまでのメニュー」から戻せます。
        </p>
      </ConfirmDialog>
    </div>
  );
}
