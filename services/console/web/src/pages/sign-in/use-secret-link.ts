import { useState } from 'react';

/**
 * The token of a link from a mail. It stands behind `#`, which browsers send to nobody, and is taken out of the address bar
 * and the history as soon as it is read.
 */
export function useSecretLink(): string {
  const [token] = useState(() => {
    const fragment = window.location.hash.slice(1);
    if (fragment !== '') window.history.replaceState(window.history.state, '', window.location.pathname);
    return fragment;
  });
  return token;
}
