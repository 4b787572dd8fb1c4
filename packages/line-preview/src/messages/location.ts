import { h, makeTappable } from '../dom.ts';
import type { LocationMessage } from '../line-message.ts';
import { drawMap } from '../map-drawing.ts';
import type { Room } from '../room.ts';

export function renderLocation(message: LocationMessage, room: Room): HTMLElement {
  const { latitude, longitude, title, address } = message;
  const place = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const card = h(
    'div',
    { class: 'location-card' },
    drawMap({ latitude, longitude }, { width: 240, height: 120, metresPerPixel: 4, pin: true }),
    h(
      'div',
      { class: 'location-words' },
      h('div', { class: 'location-title' }, title ?? '位置情報'),
      h('div', { class: 'location-address' }, address ?? place),
    ),
  );
  const uri = `https://www.google.com/maps?q=${latitude},${longitude}`;
  makeTappable(card, `位置情報 ${title ?? ''} ${address ?? place}`, () => room.perform({ type: 'uri', uri }));
  return card;
}
