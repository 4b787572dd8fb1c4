// Codes of local governments (全国地方公共団体コード): JIS X 0401 and 0402 with a check digit,
// https://www.soumu.go.jp/denshijiti/code.html

const WEIGHTS = [6, 5, 4, 3, 2];

/** True for 6 digits of which the first two are a prefecture and the last one is the check digit. */
export function isMunicipalityCode(code: string): boolean {
  if (!/^(0[1-9]|[1-3]\d|4[0-7])\d{4}$/.test(code)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(code.charAt(index)), 0);
  return Number(code.charAt(5)) === (11 - (sum % 11)) % 10;
}
