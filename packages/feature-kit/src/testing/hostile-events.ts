// What residents really send, and worse: every block has to answer all of it in some polite way.
import type { BlockEvent } from '../block.ts';

const TEXTS = [
  '',
  ' ',
  '　',
  'あ',
  '0',
  '-1',
  '９９９９９９９９９９９９９',
  '1e308',
  'NaN',
  '２番',
  '99番',
  '２月３０日',
  '令和99年99月99日',
  '99999日後',
  '来週の月曜',
  '👨‍👩‍👧‍👦🏳️‍🌈',
  '\u0000\u200b\ufeff\u202e',
  '\ud800',
  '{{name}}',
  '__proto__',
  'constructor',
  '<script>alert(1)</script>',
  "'; drop table x; --",
  '123456789018',
  'あ'.repeat(5000),
  '1'.repeat(5000),
  'はい、えっと、3つくらいだと思います。よろしくお願いします',
];

const ANSWERS = [
  '',
  'c:',
  'c:ない',
  'p:',
  'p:-1',
  'p:999',
  'p:1.5',
  'skip',
  'done',
  'date',
  '__proto__',
  'x'.repeat(220),
];

/** A fixed list, and `count` more that a small generator makes from a seed: the same ones on every run. */
export function hostileEvents(count = 200, seed = 1): BlockEvent[] {
  return [...fixedEvents(), ...madeEvents(count, seed)];
}

function fixedEvents(): BlockEvent[] {
  return [
    ...TEXTS.map((text): BlockEvent => ({ type: 'text', text, messageId: 'm-1' })),
    { type: 'text', text: 'メッセージの番号がない' },
    ...ANSWERS.map((value): BlockEvent => ({ type: 'answer', value })),
    { type: 'answer', value: 'date', params: {} },
    { type: 'answer', value: 'date', params: { date: '2026-02-30' } },
    { type: 'answer', value: 'date', params: { date: '1900-01-01' } },
    { type: 'answer', value: 'date', params: { date: '9999-12-31' } },
    { type: 'answer', value: 'date', params: { time: '25:61', datetime: 'x' } },
    { type: 'photo' },
    { type: 'photo', photoId: '00000000-0000-7000-8000-000000000001', messageId: 'm-2' },
    { type: 'location', latitude: 0, longitude: 0 },
    { type: 'location', latitude: 90, longitude: -180, title: '', address: '', messageId: 'm-3' },
    { type: 'location', latitude: 35, longitude: 135, title: 'あ'.repeat(1000), address: 'い'.repeat(1000) },
    { type: 'form', formId: '', values: {} },
    { type: 'form', formId: '00000000-0000-7000-8000-0000000000aa', values: { __proto__: 'x', constructor: 'y' } },
    { type: 'other', kind: 'sticker' },
    { type: 'other', kind: 'something-that-line-adds-next-year' },
  ];
}

const CHARACTERS = [
  ...'あいうアイウ亜一二三十百123１２３-/年月日時：・。、 \n\tabcXYZ🙂👍🏽%{}[]|=?#&\\"\'約つ個人はいやめる',
];

function madeEvents(count: number, seed: number): BlockEvent[] {
  const random = mulberry32(seed);
  const pick = (max: number) => Math.floor(random() * max);
  const text = () => Array.from({ length: pick(40) }, () => CHARACTERS[pick(CHARACTERS.length)]).join('');
  return Array.from({ length: count }, (): BlockEvent => {
    const kind = pick(4);
    if (kind === 0) return { type: 'answer', value: text() };
    if (kind === 1)
      return { type: 'answer', value: text(), params: { date: `20${pick(100)}-${pick(14)}-${pick(33)}` } };
    return { type: 'text', text: text(), messageId: `m-${pick(100)}` };
  });
}

/** A public-domain generator by Tommy Ettinger: 32 bits of state, enough to vary tests. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}
