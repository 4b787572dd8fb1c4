import type { AnswerOf } from '../../api/api-types.ts';

type Screen = AnswerOf<'GET /rich-menu'>;

export type Design = Screen['draft']['design'];
export type Area = Design['areas'][number];
export type Target = NonNullable<Area['target']>;
export type Choices = Screen['choices'];
export type Layout = Choices['layouts'][number];
export type Version = Screen['versions'][number];
export type DesignProblem = Screen['draft']['problems'][number];

const EMPTY_AREA: Area = { label: '', note: '', icon: null, target: null };

export function layoutOf(design: Design, { layouts }: Choices): Layout {
  const layout = layouts.find(({ key }) => key === design.layout);
  if (layout === undefined) throw new Error(`no layout ${design.layout}`);
  return layout;
}

/** With as many areas as its layout has; those beyond are kept, for the way back to a larger layout. */
export function withAllAreas(design: Design, choices: Choices): Design {
  const missing = layoutOf(design, choices).areas.length - design.areas.length;
  if (missing <= 0) return design;
  return { ...design, areas: [...design.areas, ...Array.from({ length: missing }, () => ({ ...EMPTY_AREA }))] };
}

/** With what the layout holds, as it is saved. */
export function withoutSpareAreas(design: Design, choices: Choices): Design {
  return { ...design, areas: design.areas.slice(0, layoutOf(design, choices).areas.length) };
}

export function withArea(design: Design, index: number, change: Partial<Area>): Design {
  const area = { ...(design.areas[index] ?? EMPTY_AREA), ...change };
  return { ...design, areas: design.areas.with(index, area) };
}

/** The words and the picture that go with a target, where staff have written none of their own. */
export function lookFor(target: Target, { features }: Choices): Pick<Area, 'label' | 'note'> {
  switch (target.kind) {
    case 'feature': {
      const feature = features.find(({ featureKey }) => featureKey === target.featureKey);
      return { label: feature?.label ?? '', note: feature?.note ?? '' };
    }
    case 'menu':
      return { label: 'メニュー', note: 'できることの一覧' };
    case 'url':
      return { label: 'ホームページ', note: '' };
    case 'phone':
      return { label: '電話をかける', note: '' };
  }
}

/** 「3番目のボタン」, or what the problem is about else. */
export function placeOf({ field }: DesignProblem): { index: number | undefined; words: string } {
  const index = /^areas\.(\d+)\./.exec(field)?.[1];
  if (index !== undefined) return { index: Number(index), words: `${Number(index) + 1}番目のボタン` };
  return { index: undefined, words: field === 'chatBarText' ? 'メニューを開く帯' : '全体' };
}
