import { button, drawMap, drawPin, h, type Place, pixelsFrom, placeAt, setStyle, svg } from '@tenohira/line-preview';
import { openSheet, type SheetHost } from '../sheet.ts';

export interface ChosenLocation extends Place {
  readonly title: string;
  readonly address?: string;
}

const METRES_PER_PIXEL = 5;
const MAP = { width: 340, height: 220 };

/** Metres east and north of the middle of the town. */
const PRESETS = [
  { words: '役所のあたり', east: 0, north: 0 },
  { words: '駅前', east: 420, north: 260 },
  { words: '公園のそば', east: -520, north: -330 },
] as const;

export function openLocationSheet(host: SheetHost, centre: Place, onChoose: (location: ChosenLocation) => void): void {
  openSheet(host, '位置情報を送る', (close) => {
    const latitude = numberInput('緯度', 'latitude', 90);
    const longitude = numberInput('経度', 'longitude', 180);
    const address = h('input', {
      class: 'sheet-input',
      attributes: {
        name: 'address',
        maxlength: 100,
        placeholder: '住所や目印(なくてもかまいません)',
        'aria-label': '住所や目印',
      },
    });
    const pin = svg(
      'svg',
      { viewBox: '-14 -34 28 40', width: 28, height: 40, class: 'map-pin-mark', 'aria-hidden': 'true' },
      drawPin(0, 0),
    );
    const map = h(
      'div',
      {
        class: 'map-picker',
        attributes: { tabindex: 0, role: 'application', 'aria-label': '地図。押すか矢印キーで場所を選びます' },
      },
      drawMap(centre, { ...MAP, metresPerPixel: METRES_PER_PIXEL, pin: false }),
      pin,
    );

    const showPin = () => {
      const { dx, dy } = pixelsFrom(centre, current(), METRES_PER_PIXEL);
      setStyle(pin, { left: `${50 + (dx / MAP.width) * 100}%`, top: `${50 + (dy / MAP.height) * 100}%` });
    };
    const current = (): Place => ({ latitude: latitude.valueAsNumber, longitude: longitude.valueAsNumber });
    const choose = (place: Place) => {
      latitude.value = place.latitude.toFixed(6);
      longitude.value = place.longitude.toFixed(6);
      showPin();
    };

    map.addEventListener('click', (event) => {
      const frame = map.getBoundingClientRect();
      const dx = ((event.clientX - frame.left) / frame.width - 0.5) * MAP.width;
      const dy = ((event.clientY - frame.top) / frame.height - 0.5) * MAP.height;
      choose(placeAt(centre, dx, dy, METRES_PER_PIXEL));
    });
    map.addEventListener('keydown', (event) => {
      const step = ARROWS[event.key];
      if (step === undefined) return;
      event.preventDefault();
      choose(placeAt(current(), step[0] * 4, step[1] * 4, METRES_PER_PIXEL));
    });
    for (const input of [latitude, longitude]) input.addEventListener('input', showPin);

    const presets = PRESETS.map(({ words, east, north }) =>
      button(
        'chip',
        () => {
          choose(placeAt(centre, east / METRES_PER_PIXEL, -north / METRES_PER_PIXEL, METRES_PER_PIXEL));
          address.value = words;
        },
        words,
      ),
    );
    const form = h(
      'form',
      { class: 'sheet-form' },
      map,
      h('div', { class: 'chips' }, ...presets),
      h('div', { class: 'sheet-pair' }, labelled('緯度', latitude), labelled('経度', longitude)),
      address,
      h('button', { class: 'primary-button', attributes: { type: 'submit' } }, 'この位置を送る'),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      close();
      onChoose({ ...current(), title: '位置情報', ...(address.value === '' ? {} : { address: address.value }) });
    });
    choose(centre);
    return [form];
  });
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function numberInput(label: string, name: string, limit: number): HTMLInputElement {
  return h('input', {
    class: 'sheet-input',
    attributes: { type: 'number', name, step: 'any', min: -limit, max: limit, required: true, 'aria-label': label },
  });
}

function labelled(words: string, input: HTMLInputElement): HTMLElement {
  return h('label', { class: 'sheet-label' }, words, input);
}
