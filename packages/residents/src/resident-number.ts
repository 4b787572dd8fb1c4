/** Those of which `new_resident_number` (prisma/migrations) makes a number. */
const NUMBER = /^[2-9A-HJKMNP-TV-Z]{8}$/;

/** `7KQ2-M9XD` of what somebody typed, in any width, case and with any dash; undefined where it cannot be a number. */
export function parseResidentNumber(typed: string): string | undefined {
  const characters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s‐-―−ー-]/g, '');
  return NUMBER.test(characters) ? `${characters.slice(0, 4)}-${characters.slice(4)}` : undefined;
}
