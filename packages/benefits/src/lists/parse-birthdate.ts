import { isLocalDate, type LocalDate } from '@tenohira/core';

/** First and last day of each era. 明治: 明治5年12月2日 and before were lunar, so only from the day of the solar calendar. */
const ERAS: readonly { names: readonly string[]; first: LocalDate; last: LocalDate }[] = [
  { names: ['M', '明治', '明'], first: '1873-01-01', last: '1912-07-29' },
  { names: ['T', '大正', '大'], first: '1912-07-30', last: '1926-12-24' },
  { names: ['S', '昭和', '昭'], first: '1926-12-25', last: '1989-01-07' },
  { names: ['H', '平成', '平'], first: '1989-01-08', last: '2019-04-30' },
  { names: ['R', '令和', '令'], first: '2019-05-01', last: '9999-12-31' },
];
const ERA_YEAR_ONE: Readonly<Record<string, number>> = { M: 1868, T: 1912, S: 1926, H: 1989, R: 2019 };

/** `19700102`, `1970-01-02`, `1970/1/2`, `1970.1.2`, `1970年1月2日`, `S45.1.2`, `昭和45年1月2日`, `令和元年5月1日`; undefined for no such day. */
export function parseBirthdate(text: string): LocalDate | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const western = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain);
  if (western) return toDay(Number(western[1]), western[2], western[3]);
  const japanese =
    /^([MTSHR]|明治|大正|昭和|平成|令和|[明大昭平令])(元|\d{1,2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ??
    /^([MTSHR])(\d{2})(\d{2})(\d{2})$/.exec(plain);
  if (!japanese) return undefined;
  const [, name = '', year, month, day] = japanese;
  const era = ERAS.find(({ names }) => names.includes(name));
  const [letter = ''] = era?.names ?? [];
  const number = year === '元' ? 1 : Number(year);
  const date = number === 0 ? undefined : toDay((ERA_YEAR_ONE[letter] ?? 0) + number - 1, month, day);
  return era && date && date >= era.first && date <= era.last ? date : undefined;
}

function toDay(year: number, month = '', day = ''): LocalDate | undefined {
  const text = `${String(year).padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isLocalDate(text) ? text : undefined;
}
