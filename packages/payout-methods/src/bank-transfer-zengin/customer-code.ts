// 顧客コード 1 and 2, ten digits each: what the bank prints on a notice beside the transfer. They are the low 64 bits of
// the payout's id in decimal, of which 62 are random (RFC 9562 section 5.7), so that a notice leads back to the payout
// without a table.

const TEN_DIGITS = 10_000_000_000;

/** Hexadecimal digit by character code; 255 where it is none. */
const HEX = new Uint8Array(256).fill(255);
for (let digit = 0; digit < 16; digit += 1) HEX['0123456789abcdef'.charCodeAt(digit)] = digit;

/** The twenty digits of a payout's id (a lower-case UUID). */
export function customerCodeOf(payoutId: string): string {
  const pair = new Float64Array(2);
  if (!splitPayoutId(payoutId, pair)) throw new TypeError('not a UUID');
  return `${String(pair[0]).padStart(10, '0')}${String(pair[1]).padStart(10, '0')}`;
}

/** Puts both codes as numbers below 10^10 into `pair`, without big integers. False where it is not a UUID's form. */
export function splitPayoutId(payoutId: string, pair: Float64Array): boolean {
  if (payoutId.length !== 36 || payoutId.charCodeAt(18) !== 45 || payoutId.charCodeAt(23) !== 45) return false;
  const a = readHex16(payoutId, 19);
  const b = readHex16(payoutId, 24);
  const c = readHex16(payoutId, 28);
  const d = readHex16(payoutId, 32);
  if ((a | b | c | d) < 0) return false;
  // Long division by 10^10, 16 bits at a time: a remainder times 2^16 stays below 2^53.
  const first = a * 0x1_0000_0000 + b * 0x1_0000 + c;
  const quotient = Math.floor(first / TEN_DIGITS);
  const rest = (first - quotient * TEN_DIGITS) * 0x1_0000 + d;
  const low = Math.floor(rest / TEN_DIGITS);
  pair[0] = quotient * 0x1_0000 + low;
  pair[1] = rest - low * TEN_DIGITS;
  return true;
}

function readHex16(text: string, at: number): number {
  const one = text.charCodeAt(at);
  const two = text.charCodeAt(at + 1);
  const three = text.charCodeAt(at + 2);
  const four = text.charCodeAt(at + 3);
  if ((one | two | three | four) > 255) return -1;
  const first = HEX[one] ?? 255;
  const second = HEX[two] ?? 255;
  const third = HEX[three] ?? 255;
  const fourth = HEX[four] ?? 255;
  return (first | second | third | fourth) > 15 ? -1 : (first << 12) | (second << 8) | (third << 4) | fourth;
}
