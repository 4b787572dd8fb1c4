/** `123-456-789` of what somebody typed, in any width and with any dash; undefined where it cannot be a number. */
export function parseResidentNumber(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s‐-―−ー-]/g, '');
  return /^[1-9]\d{8}$/.test(digits) ? digits.replace(/^(\d{3})(\d{3})/, '$1-$2-') : undefined;
}
