// What remains of 「電池はどこに捨てる?」 when the question is taken away: 電池.
import { toSearchKey } from '@tenohira/core';

/**
 * Whether a text asks how to throw something away. For texts that nothing else answered: it looks at the words around
 * the thing, not at whether the thing is known.
 */
export function isItemQuestion(text: string): boolean {
  const { rest, disposal } = stripQuestion(toWords(text), endsAsking(text));
  const thing = rest.replaceAll(' ', '');
  return disposal && thing !== '' && thing.length <= 30 && !NOT_A_THING.test(thing);
}

/** The words of the thing that is asked for, in search keys, separated by spaces. */
export function thingAskedFor(text: string): string {
  return stripQuestion(toWords(text), endsAsking(text)).rest;
}

/** Texts about the collection as a whole: 「ごみの出し方」, 「次の収集日」, 「申請書の出し方」. */
const NOT_A_THING =
  /^(?:今日|きょう|明日|あした|明後日|あさって|今週|来週|次|今度|ごみ|ごみの日|(?:次の)?収集日?|これ|それ|何|なに)$|(?:申請|届|届出|届け|書類|申請書|証明書|手続き?)$/;

/** Endings of a question, longest meaning first; all are in the form of search keys (hiragana for katakana). */
const DISPOSAL = [
  '(?:捨て|すて)(?:方|かた|られますか|られる|ますか|れば|たい|たら|ていい|てもいい|て|るには|るの|る|場所|場)?',
  '(?:棄て|廃棄)(?:方|かた|する|したい|方法|る)?',
  '(?:処分|分別|処理)(?:の?(?:仕方|しかた|方法|方)|する|したい|するには|できる|できますか|は)?',
  '(?:ごみの?|)(?:分け|わけ)(?:方|かた)',
  '(?:ごみの?)?(?:出し|だし)(?:方|かた)',
  '(?:何|なに|なん|どの|どんな|どういう|どれ)(?:の)?(?:ごみ|種類|分別|袋)',
  '(?:何|なん)(?:の|曜)日に?(?:出す|出せば|だす|捨てる)',
  '(?:燃える|燃やす|もえる|もやす|燃えない|資源|不燃|粗大)(?:ごみ)?(?:ですか|なの|に入る|になる|で出せる)',
  '(?:回収|収集)(?:して(?:もらえる|くれる|もらえますか|くれますか)|できる)',
  '(?:ごみ(?:に|として|で)?)(?:出す|出せる|出せば|だす|だせる|出したい)',
];
const ASKING = [
  '(?:どこ|どちら)(?:に|へ|で)?',
  '(?:どう|どのように)(?:やって|すれば|したら|する|やる)?',
  'いつ(?:に)?',
  '(?:何|なに|なん)(?:に|で|の日|曜日)?',
  '(?:出|だ)(?:す|せる|せば|したい|したら|しますか|せますか|すの)',
  '(?:いい|よい|良い|よろしい)(?:の)?',
  '(?:知り|教えて|おしえて)(?:たい|ください|下さい|ほしい|欲しい)?',
  'に(?:なる|なります|なるの|なるんです)か?',
  '(?:です|ます|でしょう|だろう)?か(?:な)?',
  '(?:です|でしょう|なの|んです)',
  '(?:について|に関して|の件)',
  '(?:お願い|おねがい)(?:します)?',
];
const PARTICLES = /(?:(?<!や)って|とは|は|を|が|も|の|に)$/;

const DISPOSAL_END = DISPOSAL.map((pattern) => new RegExp(`(?:${pattern})$`));
const ASKING_END = ASKING.map((pattern) => new RegExp(`(?:${pattern})$`));
const POLITE_START = /^(?:すみません|すいません|あの|教えて(?:ください)?|質問(?:です)?)\s+/;

/**
 * Takes endings away one after another. A lone か or に goes only behind an asking word, so that いか and かに stay whole.
 */
function stripQuestion(words: string, asks: boolean): { rest: string; disposal: boolean } {
  let rest = words.replace(POLITE_START, '');
  if (asks) rest = rest.replace(PARTICLES, '').trim();
  let disposal = false;
  for (let changed = true; changed; ) {
    changed = false;
    for (const [patterns, isDisposal] of [
      [DISPOSAL_END, true],
      [ASKING_END, false],
    ] as const) {
      const match = patterns.map((pattern) => pattern.exec(rest)).find((found) => found !== null && found[0] !== '');
      if (!match || (!isDisposal && !mayEndWith(match[0], rest))) continue;
      rest = rest.slice(0, match.index).trim().replace(PARTICLES, '').trim();
      disposal ||= isDisposal;
      changed = true;
    }
  }
  return { rest, disposal };
}

/** 「いか」「いいか」 are no questions by themselves; 「…ですか」「…どこ」 are. */
function mayEndWith(ending: string, rest: string): boolean {
  return ending.length > 1 && ending !== rest ? ending !== 'かな' : false;
}

/** 「キャップは？」: the particle says that the rest of the question was left out. */
function endsAsking(text: string): boolean {
  return /[?？]\s*$/.test(text);
}

function toWords(text: string): string {
  return text
    .normalize('NFKC')
    .split(/[\s?!。、,.「」『』()・…~〜]+/u)
    .map(toSearchKey)
    .filter((word) => word !== '')
    .join(' ');
}
