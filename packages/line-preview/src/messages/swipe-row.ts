import { h } from '../dom.ts';

/** Cards side by side: swiped on a touch screen, dragged with a mouse, moved with the arrow keys. */
export function renderSwipeRow(label: string, cards: readonly HTMLElement[]): HTMLElement {
  const row = h(
    'div',
    { class: 'swipe-row', attributes: { role: 'group', 'aria-label': label, tabindex: 0 } },
    ...cards,
  );
  makeDraggable(row);
  return row;
}

/** A browser scrolls by touch on its own; a mouse needs help. A drag must not end as a tap on the card below it. */
export function makeDraggable(row: HTMLElement): void {
  let start: { x: number; scroll: number } | undefined;
  let moved = false;
  row.addEventListener('pointerdown', (event) => {
    moved = false;
    start =
      event.pointerType === 'mouse' && event.button === 0 ? { x: event.clientX, scroll: row.scrollLeft } : undefined;
  });
  row.addEventListener('pointermove', (event) => {
    if (start === undefined) return;
    const distance = event.clientX - start.x;
    if (!moved && Math.abs(distance) < 5) return;
    if (!moved) row.setPointerCapture(event.pointerId);
    moved = true;
    row.classList.add('is-dragged');
    row.scrollLeft = start.scroll - distance;
  });
  const stop = () => {
    start = undefined;
    row.classList.remove('is-dragged');
  };
  row.addEventListener('pointerup', stop);
  row.addEventListener('pointercancel', stop);
  row.addEventListener('dragstart', (event) => event.preventDefault());
  row.addEventListener(
    'click',
    (event) => {
      if (!moved) return;
      event.stopPropagation();
      event.preventDefault();
      moved = false;
    },
    true,
  );
}
