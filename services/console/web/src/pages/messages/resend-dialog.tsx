import { useState } from 'react';
import { useApiMutation } from '../../api/use-api.ts';
import { Button, Checkbox, Dialog, Notice } from '../../components/index.ts';
import type { ListedMessage } from './listed-message.ts';

/** Once more to the same resident. Of one that may have arrived somebody has to say that they know. */
export function ResendDialog({ message, onClose }: { message: ListedMessage; onClose: () => void }) {
  const { messageId, residentNumber, purposeText, content, resend } = message;
  const isRisky = resend === 'risky';
  const [isConfirmed, setConfirmed] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const send = useApiMutation('POST /messages/:messageId/resend', {
    done: 'もう一度送ります。',
    onDone: onClose,
  });
  const submit = () => {
    setMissing(isRisky && !isConfirmed);
    if (!isRisky || isConfirmed) send.mutate({ params: { messageId }, body: { confirmed: isConfirmed } });
  };
  return (
    <Dialog
      open
      title="送り直しますか"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button look="primary" busy={send.isPending} onClick={submit}>
            1通を送り直す
          </Button>
        </>
      }
    >
      <p>
        住民番号 {residentNumber} の方に、「{purposeText}」1通を、同じ内容で送ります。
      </p>
      {content.texts !== null && (
        <p className="rounded-8 bg-solid-gray-50 p-4 whitespace-pre-line">{content.texts.join('\n')}</p>
      )}
      {isRisky && (
        <>
          <Notice kind="warning">
            はじめの1通が、もう届いているかもしれません。そのときは、同じものが二重に届きます。
          </Notice>
          <Checkbox
            label="二重に届くかもしれないことを、承知しました"
            checked={isConfirmed}
            error={isMissing ? '送り直すには、確認の印をつけてください。' : undefined}
            onChange={(event) => setConfirmed(event.target.checked)}
          />
        </>
      )}
    </Dialog>
  );
}
