import { type RefCallback, useCallback, useLayoutEffect, useRef } from 'react';

/**
 * For a table whose rows lose their buttons with what these do: the focus goes to the row then, or to the whole where that has
 * gone as well, and does not fall to the beginning of the page.
 */
export function useHeldFocus<Place extends HTMLElement>(): RefCallback<Place> {
  const held = useRef<{ place: Place; row: HTMLElement | null }>(undefined);
  useLayoutEffect(() => {
    if (held.current === undefined || document.activeElement !== document.body) return;
    const { place, row } = held.current;
    if (row?.isConnected) {
      row.tabIndex = -1;
      row.focus();
    } else place.focus();
  });
  // React hears nothing of a focus that moves while it changes the page, as when a dialog gives it back.
  return useCallback((place) => {
    if (place === null) return;
    const hold = ({ target }: FocusEvent) => {
      held.current = { place, row: target instanceof Element ? target.closest('tr') : null };
    };
    // Chrome says of a button that is taken out that it has lost the focus, before the effect above can look.
    const release = () =>
      queueMicrotask(() => {
        if (!place.contains(document.activeElement)) held.current = undefined;
      });
    place.addEventListener('focusin', hold);
    place.addEventListener('focusout', release);
    return () => {
      place.removeEventListener('focusin', hold);
      place.removeEventListener('focusout', release);
    };
  }, []);
}
