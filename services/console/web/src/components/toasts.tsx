import { useSyncExternalStore } from 'react';
import { Icon } from './icon.tsx';
import { toast, toastStore } from './toast-store.ts';

/** Once in the shell, above the middle of its top bar: there is nothing to press there. Screen readers hear what appears. */
export function Toasts() {
  const messages = useSyncExternalStore(toastStore.subscribe, toastStore.current);
  return (
    <div
      role="log"
      aria-live="polite"
      aria-label="お知らせ"
      className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex flex-col gap-3 md:inset-x-0 md:top-2 md:bottom-auto md:mx-auto md:max-w-sm xl:max-w-lg"
    >
      {messages.map(({ id, kind, words, requestId }) => (
        <div
          key={id}
          className={`pointer-events-auto flex w-full animate-appear items-start gap-3 rounded-12 border-l-8 bg-white px-4 py-3 shadow-3 ${
            kind === 'success' ? 'border-green-800' : 'border-red-900'
          }`}
        >
          <Icon
            name={kind === 'success' ? 'check' : 'error'}
            className={`size-6 ${kind === 'success' ? 'text-green-900' : 'text-red-1000'}`}
          />
          <div className="min-w-0 flex-1">
            <p className="whitespace-pre-line">{words}</p>
            {requestId !== undefined && (
              <p className="text-dns-14N-130 text-solid-gray-700">お問い合わせ番号 {requestId}</p>
            )}
          </div>
          <button
            type="button"
            aria-label="閉じる"
            className="rounded-4 p-1 hover:bg-solid-gray-50"
            onClick={() => toast.close(id)}
          >
            <Icon name="close" className="size-5" />
          </button>
        </div>
      ))}
    </div>
  );
}
