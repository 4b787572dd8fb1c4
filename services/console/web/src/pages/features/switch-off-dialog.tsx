import { ConfirmDialog } from '../../components/index.ts';

/** Asks before residents can no longer use a feature. */
export function SwitchOffDialog({
  open,
  title,
  busy,
  onClose,
  onConfirm,
}: {
  open: boolean;
  /** The feature's. */
  title: string;
  busy: boolean;
  onClose: () => void;
  onConfirm: () => void;
}) {
  return (
    <ConfirmDialog
      open={open}
      title={`「${title}」を止めますか`}
      confirm="機能を止める"
      look="danger"
      busy={busy}
      onClose={onClose}
      onConfirm={onConfirm}
    >
      <p>
        すぐに住民のメニューから1つ減り、使えなくなります。設定と、これまでの受付は残り、いつでもまた始められます。リッチメニューに載せているときは、そちらも直してください。
      </p>
    </ConfirmDialog>
  );
}
