import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText } from './decode.ts';

describe('decodeText', () => {
  it('reads UTF-8 with and without a byte order mark', () => {
    expect(decodeText(Buffer.from('地名,月'))).toEqual({ text: '地名,月', encoding: 'utf-8' });
    expect(decodeText(Buffer.from('\uFEFF地名,月'))).toEqual({ text: '地名,月', encoding: 'utf-8-bom' });
    expect(decodeText(Buffer.alloc(0))).toEqual({ text: '', encoding: 'utf-8' });
  });

  it('reads Shift_JIS with the letters that only Windows has', () => {
    const text = '地名,①丁目〜髙﨑,ｱﾊﾟｰﾄ,～―\r\n';
    const bytes = iconv.encode('地名,①丁目～髙﨑,ｱﾊﾟｰﾄ,～―\r\n', 'cp932');
    expect(decodeText(bytes)).toEqual({ text: text.replace('〜', '～'), encoding: 'shift_jis' });
  });

  it.each([
    ['UTF-16', iconv.encode('地名,センター,燃やすごみ', 'utf16le', { addBOM: true })],
    ['EUC-JP', iconv.encode('地名,センター,燃やすごみ,燃やさないごみ', 'euc-jp')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d])],
    [
      'UTF-8 with a damaged letter',
      Buffer.from(Buffer.from('地名,センター,もえるごみ').toString('latin1').replace('\xe3', 'x'), 'latin1'),
    ],
    ['cut UTF-8', Buffer.from('地名,月').subarray(0, 4)],
  ])('does not guess at %s', (_name, bytes) => {
    expect(decodeText(bytes)).toBeUndefined();
  });
});
