import type { Download } from '../api/api-types.ts';

/** Hands a file that the API made to the browser. */
export function saveFile({ fileName, blob }: Download): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
