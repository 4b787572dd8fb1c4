import { measureText } from '@tenohira/documents';
import { describe, expect, it } from 'vitest';
import { fitText } from './fit-text.ts';

const box = { weight: 'bold', widthPx: 700, maxLines: 3, sizePx: 105, goodShare: 0.85 } as const;
const widest = ({ lines, sizePx }: ReturnType<typeof fitText>) =>
  Math.max(...lines.map((line) => measureText(line, { weight: 'bold', sizePx })));

describe('fitText', () => {
  it.each([
    ['ごみ', ['ごみ']],
    ['ごみの収集・分別', ['ごみの収集・分別']],
    ['道路の不具合通報', ['道路の', '不具合通報']],
    ['子育て世帯への給付金', ['子育て世帯への', '給付金']],
    ['市民プール・体育館の予約', ['市民プール・', '体育館の予約']],
  ])('breaks 「%s」 where a person would', (text, lines) => {
    expect(fitText(text, box).lines).toEqual(lines);
  });

  it('is as large as it may be, and never wider than the box', () => {
    expect(fitText('ごみ', box).sizePx).toBe(105);
    for (const text of [
      'あ'.repeat(20),
      'ABCDEFGHIJKLMNOPQRST',
      '国'.repeat(20),
      '（仮称）、。ー・「」っゃゅょ（あ）い',
    ]) {
      const fitted = fitText(text, box);
      expect(widest(fitted), text).toBeLessThanOrEqual(700);
      expect(fitted.lines.join(''), text).toBe(text);
      expect(fitted.sizePx, text).toBeGreaterThan(60);
    }
  });

  it('begins no line with what may not begin one', () => {
    for (const text of [
      'おしらせ、お知らせ、お知らせ、お知',
      'ほけんセンターーーーのよやく',
      '「あいう」「えおか」「きくけ」',
    ]) {
      for (const line of fitText(text, box).lines) expect(line).not.toMatch(/^[、。」ーゃゅょ・]/);
    }
  });

  it('leaves nothing as it is', () => {
    expect(fitText('', box)).toEqual({ lines: [''], sizePx: 105 });
  });
});
