import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { DateTime } from './date-time.tsx';
import { Notice } from './notice.tsx';
import { toast } from './toast-store.ts';

export type OvertakenNoticeProps = {
  /** What was to be saved: 「下書き」. */
  what: string;
  updatedAt: string | null;
  updatedBy: string | null;
  /** Reads the two above anew. */
  refresh: () => Promise<unknown>;
  /** Puts what is stored into the place of what was typed. */
  onReload: () => void;
};

/** That a colleague was faster is no error of anybody's: who it was, and the way to what they have saved. */
export function OvertakenNotice({ what, updatedAt, updatedBy, refresh, onReload }: OvertakenNoticeProps) {
  const [isRead, setRead] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it appears
  useEffect(() => void refresh().then(() => setRead(true)), []);
  const reload = () => {
    onReload();
    toast.success(`いまの${what}を読み込みました。`);
    // With the button goes the focus; the page begins anew.
    document.querySelector('h1')?.focus();
  };
  return (
    <Notice
      kind="warning"
      announce
      title={`ほかの職員が先に${what}を保存したため、保存しませんでした`}
      actions={
        <Button icon="retry" busy={!isRead} onClick={reload}>
          いまの内容を読み込む
        </Button>
      }
    >
      {isRead && updatedAt !== null && (
        <>
          {updatedBy ?? 'ほかの職員'}が、
          <DateTime value={updatedAt} />
          に保存しました。
        </>
      )}
      入力した内容は、この画面に残っています。読み込むと消えるので、必要なところを控えてから読み込み、直して保存してください。
    </Notice>
  );
}
