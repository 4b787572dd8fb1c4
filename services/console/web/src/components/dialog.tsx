import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { Button, type ButtonLook } from './button.tsx';
import { Icon } from './icon.tsx';

export type DialogProps = {
  open: boolean;
  title: string;
  /** Escape, the cross, or a press outside. */
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the end. */
  actions?: ReactNode;
  wide?: boolean;
};

/** The browser's own dialog: it keeps the focus inside and gives it back. Its content is there only while it is open. */
export function Dialog({ open, title, onClose, children, actions, wide = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (open && dialog.current?.open === false) dialog.current.showModal();
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  // Taken out of the page while it is open, it would keep the focus that it has to give back.
  useLayoutEffect(() => {
    const element = dialog.current;
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, by the browser
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
      className={`m-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] overflow-y-auto rounded-16 bg-white p-0 text-solid-gray-800 shadow-5 ${
        wide ? 'max-w-4xl' : 'max-w-xl'
      }`}
    >
      {open && (
        <div className="flex flex-col gap-6 p-6 sm:p-8">
          <div className="flex items-start gap-4">
            <h2 id={titleId} className="flex-1 text-std-22B-150">
              {title}
            </h2>
            <button
              type="button"
              aria-label="閉じる"
              className="rounded-6 p-1 hover:bg-solid-gray-50"
              onClick={onClose}
            >
              <Icon name="close" />
            </button>
          </div>
          <div className="flex flex-col gap-4">{children}</div>
          {actions !== undefined && <div className="flex flex-wrap justify-end gap-3">{actions}</div>}
        </div>
      )}
    </dialog>
  );
}

/** 「本当に？」 before what cannot be undone. Say what will happen, and name the button after it. */
export function ConfirmDialog({
  confirm,
  look = 'primary',
  busy = false,
  onConfirm,
  ...dialog
}: Omit<DialogProps, 'actions'> & { confirm: string; look?: ButtonLook; busy?: boolean; onConfirm: () => void }) {
  return (
    <Dialog
      {...dialog}
      actions={
        <>
          <Button onClick={dialog.onClose}>やめる</Button>
          <Button look={look} busy={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    />
  );
}
