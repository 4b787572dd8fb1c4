// The yardstick of the Zengin benchmark: a file that is a string already, through the usual library. For benchmarks only.
import iconv from 'iconv-lite';

/** Half-width kana and ASCII are one byte each in Shift_JIS, the same as in JIS X 0201. */
export function encodeWithIconv(text: string): Buffer {
  return iconv.encode(text, 'Shift_JIS');
}

export function decodeWithIconv(bytes: Uint8Array): string {
  return iconv.decode(Buffer.from(bytes), 'Shift_JIS');
}
