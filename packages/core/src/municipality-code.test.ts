import { expect, it } from 'vitest';
import { isMunicipalityCode } from './municipality-code.ts';

it.each(['332089', '131130', '011002', '401307', '122076', '473821'])('takes %s', (code) => {
  expect(isMunicipalityCode(code)).toBe(true);
});

it.each(['332088', '33208', '3320890', '000000', '481009', '３３２０８９', '33208a', ''])('refuses %j', (code) => {
  expect(isMunicipalityCode(code)).toBe(false);
});

it('takes one check digit of ten', () => {
  for (let body = 1_000; body < 48_000; body += 7) {
    const digits = String(body).padStart(5, '0');
    const fitting = Array.from({ length: 10 }, (_, digit) => `${digits}${digit}`).filter(isMunicipalityCode);
    expect(fitting.length, digits).toBe(1);
  }
});
