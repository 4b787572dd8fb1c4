// A cell → words. Everything here is about spelling; what the words mean together is parse-rule.ts.
import type { LocalDate } from '@tenohira/core';
import { readDay } from './read-day.ts';

export type CellToken =
  | { kind: 'weekly'; weekday: number }
  | { kind: 'nth'; weekday: number; nth: number }
  | { kind: 'biweekly'; weekday: number; startDay: LocalDate; text: string }
  | { kind: 'day'; day: LocalDate }
  | { kind: 'remark'; id: string }
  | { kind: 'colon' }
  | { kind: 'number'; text: string }
  | { kind: 'problem'; reason: string };

/** `text` is in NFKC: full-width digits, colons, asterisks and spaces are plain by now. */
export function readTokens(text: string): CellToken[] {
  const words = text
    .replace(/(?<=第[1-5])[・、,]第?(?=[1-5])/gu, '第')
    .replace(/[\s、,・;]+/gu, ' ')
    .replace(/\*\s*/g, ' *')
    .replace(/\s*:\s*/g, ' : ')
    .replace(/(隔週?[日月火水木金土](?:曜日?)?)\s+(?=\d)/g, '$1')
    .split(' ')
    .filter((word) => word !== '');
  let afterColon = false;
  return words.flatMap((word) => {
    const tokens = readWord(word, afterColon);
    // A list of months goes on until something else than a month or a remark comes.
    afterColon = word === ':' || (afterColon && tokens.every(({ kind }) => kind === 'number' || kind === 'remark'));
    return tokens;
  });
}

function readWord(word: string, amongMonths: boolean): CellToken[] {
  if (word === ':') return [{ kind: 'colon' }];
  if (word.startsWith('*')) return [readRemark(word)];
  if (amongMonths && /^\d{1,2}月?(?:[-~〜–]\d{1,2}月?)?$/.test(word)) return [{ kind: 'number', text: word }];
  if (/^\d{1,2}$/.test(word)) return [{ kind: 'number', text: word }];
  const day = readDay(word);
  if (day === 'no-day')
    return [problem(`「${word}」という日はありません。「20260401」のように、ある日付を8桁で書いてください。`)];
  if (day) return [{ kind: 'day', day }];
  const biweekly = /^隔週?([日月火水木金土])(?:曜日?)?(.*)$/.exec(word);
  if (biweekly) return [readBiweekly(word, biweekly[1], biweekly[2])];
  return readWeekdays(word);
}

function readRemark(word: string): CellToken {
  const id = word.slice(1);
  return id === ''
    ? problem('「*」のあとに注意事項の番号がありません。「*1」のように書いてください。')
    : { kind: 'remark', id };
}

function readBiweekly(word: string, weekday: string | undefined, start: string | undefined): CellToken {
  const startDay = readDay(start ?? '');
  if (startDay === undefined || startDay === 'no-day') {
    return problem(
      `「${word}」の開始日が読めません。「隔${weekday}20260401」のように、最初の収集日をある日付の8桁で続けてください。`,
    );
  }
  return { kind: 'biweekly', weekday: weekdayNumber(weekday), startDay, text: word };
}

/** `火2`, `火金`, `火1火`, `毎週火曜日`, `第2火曜日`, `2火`. */
function readWeekdays(word: string): CellToken[] {
  const ordinal = /^(?:毎月)?第((?:[1-5]第?)+)([日月火水木金土])(?:曜日?)?$/.exec(word);
  if (ordinal) return [...(ordinal[1] ?? '').replaceAll('第', '')].map((nth) => nthToken(ordinal[2], nth));
  const reversed = /^([1-5])([日火水木金土])$/.exec(word); // not 4月, which is April
  if (reversed) return [nthToken(reversed[2], reversed[1])];
  const plain = word.replace(/^毎週/, '').replace(/([日月火水木金土])曜日?/g, '$1');
  const wrong = /^([日月火水木金土])(\d+)$/.exec(plain);
  if (wrong && !/^[1-5]$/.test(wrong[2] ?? '')) {
    return [problem(`「${word}」の ${wrong[2]} は使えません。第1〜第5の 1〜5 にしてください。`)];
  }
  if (!/^(?:[日月火水木金土][1-5]?)+$/.test(plain)) {
    return [problem(`「${word}」は読めません。「月」「火2」「隔木20260401」「20260401」「*1」の形で書いてください。`)];
  }
  return [...plain.matchAll(/([日月火水木金土])([1-5]?)/g)].map(([, weekday, nth]) =>
    nth ? nthToken(weekday, nth) : { kind: 'weekly', weekday: weekdayNumber(weekday) },
  );
}

function nthToken(weekday: string | undefined, nth: string | undefined): CellToken {
  return { kind: 'nth', weekday: weekdayNumber(weekday), nth: Number(nth) };
}

function weekdayNumber(weekday: string | undefined): number {
  return '日月火水木金土'.indexOf(weekday ?? '');
}

function problem(reason: string): CellToken {
  return { kind: 'problem', reason };
}
