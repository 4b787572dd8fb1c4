// Individual Numbers (個人番号). Nobody may collect or keep one outside the cases that the My Number Act lists (番号法 19, 20条),
// so the platform refuses them wherever a person types.

const WEIGHTS = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
const CANDIDATE = /(?<!\d)\d{4}[-\s‐‑–—―−ー]?\d{4}[-\s‐‑–—―−ー]?\d{4}(?!\d)/g;

/** True for 12 digits with a valid check digit: 行政手続における特定の個人を識別するための番号の利用等に関する法律施行規則 (総務省令) 5条. */
export function isMyNumber(digits: string): boolean {
  if (!/^\d{12}$/.test(digits)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits.charAt(index)), 0);
  const remainder = sum % 11;
  return Number(digits.charAt(11)) === (remainder <= 1 ? 0 : 11 - remainder);
}

/** True if the text holds a My Number in any width, in one piece or as 4-4-4. One 12-digit number in eleven looks like one. */
export function containsMyNumber(text: string): boolean {
  const candidates = text.normalize('NFKC').match(CANDIDATE) ?? [];
  return candidates.some((candidate) => isMyNumber(candidate.replace(/\D/g, '')));
}
