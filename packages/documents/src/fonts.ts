// Noto Sans JP (SIL Open Font License 1.1, which allows embedding in documents).
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type FontWeight = 'regular' | 'bold';

const FILES: Readonly<Record<FontWeight, string>> = {
  regular: '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf',
};

const loaded = new Map<FontWeight, Buffer>();

/** The font's file; each is read once. */
export function readFont(weight: FontWeight): Buffer {
  const known = loaded.get(weight);
  if (known) return known;
  const bytes = readFileSync(fileURLToPath(import.meta.resolve(FILES[weight])));
  loaded.set(weight, bytes);
  return bytes;
}
