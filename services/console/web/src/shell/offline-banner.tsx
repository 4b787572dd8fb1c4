import { useSyncExternalStore } from 'react';
import { Icon } from '../components/icon.tsx';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

export function OfflineBanner() {
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status">
      {!isOnline && (
        <p className="flex items-center justify-center gap-2 bg-solid-gray-800 px-4 py-2 text-white">
          <Icon name="offline" className="size-5" />
          ネットワークにつながっていません。つながると、続きから使えます。
        </p>
      )}
    </div>
  );
}
