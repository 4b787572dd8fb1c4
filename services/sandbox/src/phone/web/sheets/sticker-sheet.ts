import { button, drawSticker, h, STICKER_IDS } from '@tenohira/line-preview';
import { openSheet, type SheetHost } from '../sheet.ts';

export function openStickerSheet(host: SheetHost, onChoose: (stickerId: string) => void): void {
  openSheet(host, 'スタンプを送る', (close) => [
    h(
      'div',
      { class: 'sticker-grid' },
      ...STICKER_IDS.map((stickerId) =>
        button(
          'sticker-choice',
          () => {
            close();
            onChoose(stickerId);
          },
          drawSticker(stickerId),
        ),
      ),
    ),
  ]);
}
