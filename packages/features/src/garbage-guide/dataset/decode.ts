import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'shift_jis';

/**
 * Text of a published file: UTF-8 where the bytes are strictly that, else CP932 (what Windows calls Shift_JIS).
 * Undefined where neither reads cleanly: guessing would put wrong letters into the names of areas.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: TextEncoding } | undefined {
  if (isUtf8(bytes)) {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    if (text.includes('\0')) return undefined;
    return text.startsWith('\uFEFF')
      ? { text: text.replace(/^\uFEFF+/, ''), encoding: 'utf-8-bom' }
      : { text, encoding: 'utf-8' };
  }
  if (isBrokenUtf8(bytes)) return undefined;
  const text = iconv.decode(Buffer.from(bytes), 'cp932');
  return isCleanJapanese(text) ? { text, encoding: 'shift_jis' } : undefined;
}

/** UTF-8 with a damaged letter also decodes as CP932, into rare kanji: in it Japanese letters outnumber the damage. */
function isBrokenUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  const damaged = text.match(/\uFFFD/gu)?.length ?? 0;
  const japanese = text.match(/[\u3000-\u30FF\u4E00-\u9FFF\uFF00-\uFFEF]/gu)?.length ?? 0;
  return japanese > damaged;
}

/** EUC-JP and UTF-16 also decode as CP932, into control characters or rows of half-width katakana. */
function isCleanJapanese(text: string): boolean {
  // U+FFFD and U+F8F0… are what iconv-lite makes of bytes that CP932 does not define.
  if (/[\uFFFD\u00A0\uF8F0-\uF8F3]|[\p{Cc}--[\t\n\r]]/v.test(text)) return false;
  const foreign = text.match(/\P{ASCII}/gu)?.length ?? 0;
  const halfWidthKana = text.match(/[\uFF61-\uFF9F]/gu)?.length ?? 0;
  return halfWidthKana * 2 <= foreign;
}
