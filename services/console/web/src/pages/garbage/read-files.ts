/** Bytes a time: more arguments than this a call does not take. */
const CHUNK = 0x8000;

/** As the API takes them: byte by byte, because only the server knows how to tell Shift_JIS from UTF-8. */
export async function readFiles(files: readonly File[]): Promise<{ name: string; base64: string }[]> {
  return Promise.all(
    files.map(async (file) => ({ name: file.name, base64: toBase64(new Uint8Array(await file.arrayBuffer())) })),
  );
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(text);
}
