// What is wrong with a design, said at the desk and not on the phone.
import type { Installed } from '@tenohira/catalog';
import { containsMyNumber, countGraphemes } from '@tenohira/core';
import { hasGlyphs } from '@tenohira/documents';
import { checkRichMenu, LINE_LIMITS } from '@tenohira/line';
import type { RichMenuDesign, RichMenuDesignArea } from './design.ts';
import { LAYOUTS } from './layouts.ts';
import { toLineMenu } from './to-line-menu.ts';

/** `field` is a path into the design: `areas.2.label`. */
export type DesignProblem = { field: string; message: string };

export type CheckedDesign = {
  /** Publishing waits until these are put right. */
  problems: DesignProblem[];
  /** Good to know. */
  warnings: DesignProblem[];
};

/** One line below the label, in the smallest area. */
export const NOTE_MAX_GRAPHEMES = 14;

export function checkDesign(design: RichMenuDesign, installed: readonly Installed[]): CheckedDesign {
  const layout = LAYOUTS[design.layout];
  const areas = design.areas.slice(0, layout.areas.length);
  const missing = layout.areas.slice(areas.length).map((_, index) => ({
    field: `areas.${areas.length + index}.target`,
    message: EMPTY,
  }));
  const problems = [
    ...checkText('chatBarText', 'メニューを開く帯の文字', design.chatBarText, LINE_LIMITS.richMenuChatBarTextGraphemes),
    ...areas.flatMap((area, index) => checkArea(`areas.${index}`, area, installed)),
    ...missing,
  ];
  const own = problems.length > 0 ? [] : checkForLine(design, installed);
  return { problems: [...problems, ...own], warnings: warningsOf(areas, installed) };
}

const EMPTY = 'ここを押したときの動きを選んでください。';

function checkArea(field: string, area: RichMenuDesignArea, installed: readonly Installed[]): DesignProblem[] {
  return [
    ...checkText(`${field}.label`, 'ラベル', area.label, LINE_LIMITS.richMenuLabelGraphemes),
    ...(area.note === '' ? [] : checkText(`${field}.note`, '説明', area.note, NOTE_MAX_GRAPHEMES)),
    ...checkTarget(field, area, installed),
  ];
}

function checkText(field: string, name: string, text: string, limit: number): DesignProblem[] {
  const problem = (message: string): DesignProblem[] => [{ field, message }];
  if (text.trim() === '') return problem(`${name}を入力してください。`);
  const count = countGraphemes(text);
  if (count > limit)
    return problem(`${name}は${limit}文字までです。いまは${count}文字です。${count - limit}文字減らしてください。`);
  if (containsMyNumber(text)) return problem('マイナンバー(個人番号)のような12桁の番号は入れられません。');
  if (/[\r\n\t]/.test(text)) return problem(`${name}に、改行は入れられません。`);
  if (!hasGlyphs(text))
    return problem(`${name}に、絵にできない文字(絵文字や外字など)があります。ほかの文字に変えてください。`);
  return [];
}

function checkTarget(field: string, { target }: RichMenuDesignArea, installed: readonly Installed[]): DesignProblem[] {
  const problem = (part: string, message: string): DesignProblem[] => [{ field: `${field}.target${part}`, message }];
  switch (target?.kind) {
    case undefined:
      return problem('', EMPTY);
    case 'menu':
      return [];
    case 'feature':
      return installed.some(({ feature }) => feature.key === target.featureKey)
        ? []
        : problem(
            '.featureKey',
            'この機能は、いま使えるようになっていません。機能を使えるようにするか、ほかを選んでください。',
          );
    case 'url':
      return isWebAddress(target.url)
        ? []
        : problem('.url', '「https://」ではじまるアドレスを入力してください。例: https://www.city.example.lg.jp/');
    case 'phone':
      return /^(?=.*\d.*\d.*\d)\+?[\d-]{3,20}$/.test(target.number) && !containsMyNumber(target.number)
        ? []
        : problem('.number', '電話番号を、数字と「-」で入力してください。例: 00-0000-0000');
  }
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !/^https:\/\//i.test(text) || text !== text.trim()) return false;
  // With a name before the host an address looks like another's.
  return url.hostname.includes('.') && url.username === '' && url.password === '';
}

/** LINE's own rules, in case ours let something through. */
function checkForLine(design: RichMenuDesign, installed: readonly Installed[]): DesignProblem[] {
  const features = new Map(installed.map(({ feature }) => [feature.key, feature]));
  return checkRichMenu(toLineMenu(design, features, 'x')).map(({ path, message }) => ({
    field: path.replaceAll(/\[(\d+)\]/g, '.$1'),
    message,
  }));
}

function warningsOf(areas: readonly RichMenuDesignArea[], installed: readonly Installed[]): DesignProblem[] {
  const seen = new Set<string>();
  const warnings = areas.flatMap(({ target }, index): DesignProblem[] => {
    if (!target) return [];
    const field = `areas.${index}.target`;
    const key = JSON.stringify(target);
    const twice = seen.has(key) ? [{ field, message: '同じ動きの場所が、ほかにもあります。' }] : [];
    seen.add(key);
    const entry = installed.find(({ feature }) => target.kind === 'feature' && feature.key === target.featureKey);
    return [...twice, ...(entry ? audienceWarnings(field, entry) : [])];
  });
  const leadsOn = areas.some(({ target }) => target?.kind === 'menu');
  return leadsOn
    ? warnings
    : [...warnings, { field: 'areas', message: '「メニュー」がないと、ここにない機能に気づいてもらえません。' }];
}

function audienceWarnings(field: string, { audience, feature: { title } }: Installed): DesignProblem[] {
  if (audience === 'staff')
    return [{ field, message: `「${title}」は職員だけの試用中です。住民が押すと、準備中とお答えします。` }];
  if (audience === 'registered')
    return [{ field, message: `「${title}」は、登録がまだの住民が押すと、先に登録をおねがいします。` }];
  return [];
}
