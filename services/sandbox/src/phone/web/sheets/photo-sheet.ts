import { button, h, icon } from '@tenohira/line-preview';
import { drawSamplePhoto, SAMPLE_PHOTOS } from '../sample-photo.ts';
import { openSheet, type SheetHost } from '../sheet.ts';

/** Longest side in pixels; LINE also makes photos smaller before it sends them. */
const MAX_SIDE = 1_280;

/** Calls back with the base64 of a JPEG. */
export function openPhotoSheet(host: SheetHost, onChoose: (base64: string) => void): void {
  openSheet(host, '写真を送る', (close) => {
    const choose = (canvas: HTMLCanvasElement) => {
      close();
      onChoose(canvas.toDataURL('image/jpeg', 0.86).replace(/^data:[^,]*,/, ''));
    };
    const problem = h('p', { class: 'sheet-problem', attributes: { role: 'alert' } });
    const input = h('input', {
      class: 'visually-hidden',
      attributes: { type: 'file', accept: 'image/*', name: 'photo', tabindex: -1, 'aria-label': '写真のファイル' },
    });
    input.addEventListener('change', async () => {
      const file = input.files?.[0];
      if (file === undefined) return;
      try {
        choose(await shrink(file));
      } catch {
        problem.textContent = 'この写真は読み込めませんでした。ほかの写真を選んでください。';
      }
    });
    const samples = SAMPLE_PHOTOS.map((kind) => {
      const canvas = drawSamplePhoto(kind.key);
      const face = button('sample-photo', () => choose(canvas), canvas, h('span', {}, kind.words));
      return face;
    });
    return [
      h('div', { class: 'sample-photos' }, ...samples),
      h('p', { class: 'sheet-note' }, '見本の写真を押すと、すぐに送られます。'),
      button('secondary-button', () => input.click(), icon('photo', 20), '自分の写真を選ぶ'),
      input,
      problem,
    ];
  });
}

async function shrink(file: Blob): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = h('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}
