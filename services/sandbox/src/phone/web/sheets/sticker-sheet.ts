import { button, h } from '../dom.ts';
import { openSheet, type SheetHost } from '../sheet.ts';
import { drawSticker, STICKER_IDS } from '../sticker-drawing.ts';

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
