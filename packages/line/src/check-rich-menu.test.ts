import { describe, expect, it } from 'vitest';
import { checkRichMenu } from './check-rich-menu.ts';
import type { RichMenu } from './messages.ts';

const area = (fields: object = {}) => ({
  bounds: { x: 0, y: 0, width: 100, height: 100 },
  action: { type: 'postback' as const, data: 'a=1' },
  ...fields,
});
const menu = (fields: Partial<RichMenu> = {}): RichMenu => ({
  size: { width: 2500, height: 1686 },
  selected: true,
  name: '市役所のメニュー',
  chatBarText: 'メニュー',
  areas: [area()],
  ...fields,
});
const check = (fields: Partial<RichMenu>) => checkRichMenu(menu(fields)).map(({ path, code }) => `${path} ${code}`);
const areas = (count: number) => Array.from({ length: count }, () => area());

describe('checkRichMenu', () => {
  it('finds nothing in a good menu', () => {
    expect(checkRichMenu(menu())).toEqual([]);
  });

  it.each<[string, number, (measure: number) => Partial<RichMenu>, string]>([
    ['name', 300, (n) => ({ name: '👨‍👩‍👧‍👦'.repeat(n) }), 'name'],
    ['chatBarText', 14, (n) => ({ chatBarText: '👨‍👩‍👧‍👦'.repeat(n) }), 'chatBarText'],
    [
      'label',
      20,
      (n) => ({ areas: [area({ action: { type: 'postback', label: '🍎'.repeat(n), data: 'a' } })] }),
      'areas[0].action.label',
    ],
    [
      'alias',
      32,
      (n) => ({ areas: [area({ action: { type: 'richmenuswitch', richMenuAliasId: 'a'.repeat(n), data: 'a' } })] }),
      'areas[0].action.richMenuAliasId',
    ],
  ])('%s: %i pass, one more does not', (_, limit, make, path) => {
    expect(check(make(limit))).toEqual([]);
    expect(check(make(limit + 1))).toEqual([`${path} too-long`]);
  });

  it('takes 20 areas and no more', () => {
    expect(check({ areas: areas(20) })).toEqual([]);
    expect(check({ areas: areas(21) })).toEqual(['areas too-many']);
  });

  it.each<[string, number, number, string[]]>([
    ['smallest', 800, 250, []],
    ['largest', 2500, 1686, []],
    ['too narrow', 799, 250, ['size.width out-of-range']],
    ['too wide', 2501, 1000, ['size.width out-of-range']],
    ['too low', 800, 249, ['size.height out-of-range']],
    ['as high as the ratio allows', 1450, 1000, []],
    ['too high for its width', 1450, 1001, ['size out-of-range']],
    ['not whole', 1200.5, 400, ['size.width wrong-format']],
  ])('size: %s (%d × %d)', (_, width, height, expected) => {
    expect(check({ size: { width, height } })).toEqual(expected);
  });

  it('keeps areas inside the image', () => {
    const at = (x: number, width: number) => check({ areas: [area({ bounds: { x, y: 0, width, height: 1686 } })] });
    expect(at(1250, 1250)).toEqual([]);
    expect(at(1251, 1250)).toEqual(['areas[0].bounds out-of-range']);
    expect(at(0, 0)).toEqual(['areas[0].bounds.width out-of-range']);
    expect(at(-1, 10)).toEqual(['areas[0].bounds.x out-of-range']);
  });

  it('says what is missing', () => {
    expect(checkRichMenu({}).map(({ path }) => path)).toEqual([
      'size.width',
      'size.height',
      'name',
      'chatBarText',
      'selected',
    ]);
    expect(check({ areas: [{}] })).toEqual(['areas[0].bounds required', 'areas[0].action required']);
  });

  it('refuses an alias that LINE would not take, and a camera', () => {
    const withAction = (action: object) => check({ areas: [area({ action })] });
    expect(withAction({ type: 'richmenuswitch', richMenuAliasId: 'Tab 1', data: 'a' })).toEqual([
      'areas[0].action.richMenuAliasId wrong-format',
    ]);
    expect(withAction({ type: 'camera' })).toEqual(['areas[0].action.type not-allowed-here']);
  });
});
