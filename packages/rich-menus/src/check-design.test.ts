import { sharedBlocks } from '@tenohira/blocks';
import { type Audience, createCatalog, type Installed } from '@tenohira/catalog';
import { features } from '@tenohira/features';
import { checkRichMenu } from '@tenohira/line';
import { describe, expect, it } from 'vitest';
import { checkDesign } from './check-design.ts';
import { type RichMenuDesign, type RichMenuDesignArea, richMenuDesignSchema } from './design.ts';
import { LAYOUT_KEYS, LAYOUTS } from './layouts.ts';
import { starterDesign } from './starter-design.ts';
import { toLineMenu } from './to-line-menu.ts';

const catalog = createCatalog(features, sharedBlocks);

function installedOf(keys: readonly string[], audience: Audience = 'everyone'): Installed[] {
  return keys.map((key, menuOrder) => {
    const feature = catalog.get(key);
    return { feature, settings: {}, flows: feature.flows, menuOrder, audience, departmentId: null };
  });
}

const installed = installedOf(['garbage-guide', 'road-damage-report']);
const base = starterDesign(installed);
const withArea = (change: Partial<RichMenuDesignArea>): RichMenuDesign => ({
  ...base,
  areas: base.areas.map((area, index) => (index === 0 ? { ...area, ...change } : area)),
});
const problemsOf = (design: RichMenuDesign) => checkDesign(design, installed).problems;

describe('checkDesign', () => {
  it('finds nothing wrong with what we propose, and LINE would take it', () => {
    for (const count of [1, 2, 3, 4, 5]) {
      const own = installedOf(features.slice(0, count).map(({ key }) => key));
      const design = starterDesign(own);
      expect(checkDesign(design, own)).toEqual({ problems: [], warnings: [] });
      expect(checkRichMenu(toLineMenu(design, catalog.features, 'x'))).toEqual([]);
      expect(design.areas).toHaveLength(LAYOUTS[design.layout].areas.length);
    }
  });

  it.each([
    [{ label: '' }, 'areas.0.label', 'ラベルを入力してください。'],
    [{ label: 'あ'.repeat(21) }, 'areas.0.label', '20文字までです。いまは21文字です。1文字減らしてください。'],
    [{ label: 'ごみ\nの日' }, 'areas.0.label', '改行'],
    [{ label: 'ごみ🗑️' }, 'areas.0.label', '絵にできない文字'],
    [{ label: '1234-5678-9018' }, 'areas.0.label', 'マイナンバー'],
    [{ note: 'あ'.repeat(15) }, 'areas.0.note', '14文字まで'],
    [{ target: null }, 'areas.0.target', '押したときの動き'],
    [{ target: { kind: 'feature', featureKey: 'survey' } }, 'areas.0.target.featureKey', '使えるようになっていません'],
    [{ target: { kind: 'url', url: 'http://city.example/' } }, 'areas.0.target.url', 'https://'],
    [{ target: { kind: 'url', url: 'javascript:alert(1)' } }, 'areas.0.target.url', 'https://'],
    [{ target: { kind: 'url', url: 'https://localhost' } }, 'areas.0.target.url', 'https://'],
    [{ target: { kind: 'url', url: 'https:city.example' } }, 'areas.0.target.url', 'https://'],
    [{ target: { kind: 'url', url: 'https://me:secret@city.example/' } }, 'areas.0.target.url', 'https://'],
    [{ target: { kind: 'phone', number: '---' } }, 'areas.0.target.number', '電話番号'],
    [{ target: { kind: 'phone', number: '代表' } }, 'areas.0.target.number', '電話番号'],
  ] as const)('says of %j where and what to change', (change, field, words) => {
    expect(problemsOf(withArea(change))).toEqual([{ field, message: expect.stringContaining(words) }]);
  });

  it('takes web addresses and telephones', () => {
    expect(problemsOf(withArea({ target: { kind: 'url', url: 'https://www.city.example/a?b=1' } }))).toEqual([]);
    const phone = withArea({ target: { kind: 'phone', number: '00-0000-0000' } });
    expect(problemsOf(phone)).toEqual([]);
    expect(toLineMenu(phone, catalog.features, 'x').areas?.[0]?.action).toMatchObject({ uri: 'tel:0000000000' });
  });

  it('wants every area of the layout, and overlooks what a smaller one has no room for', () => {
    const six = problemsOf({ ...base, layout: 'six' });
    expect(six.map(({ field }) => field)).toEqual(['areas.3.target', 'areas.4.target', 'areas.5.target']);
    expect(problemsOf({ ...base, layout: 'two' })).toEqual([]);
  });

  it('checks the bar below the chat', () => {
    expect(problemsOf({ ...base, chatBarText: 'あ'.repeat(15) })).toMatchObject([{ field: 'chatBarText' }]);
  });

  it('warns of what residents will notice', () => {
    const warn = (design: RichMenuDesign, own = installed) => checkDesign(design, own).warnings;
    const twice = { ...base, areas: base.areas.map(() => base.areas[0]).flatMap((area) => area ?? []) };
    expect(warn(twice).map(({ message }) => message)).toEqual([
      expect.stringContaining('同じ動き'),
      expect.stringContaining('同じ動き'),
      expect.stringContaining('「メニュー」がない'),
    ]);
    expect(warn(base, installedOf(['garbage-guide', 'road-damage-report'], 'staff'))).toHaveLength(2);
    expect(warn(base, installedOf(['garbage-guide', 'road-damage-report'], 'registered'))).toHaveLength(2);
  });
});

it('proposes nothing that residents may not use', () => {
  expect(starterDesign(installedOf(['garbage-guide'], 'staff')).areas).toHaveLength(1);
});

it.each(LAYOUT_KEYS)('asks LINE for nothing that it would refuse: %s', (layout) => {
  const areas = LAYOUTS[layout].areas.map(() => ({ label: '国'.repeat(20), target: { kind: 'menu' } }));
  const design = richMenuDesignSchema.parse({ layout, theme: 'sea', areas });
  expect(checkRichMenu(toLineMenu(design, catalog.features, 'x'))).toEqual([]);
});
