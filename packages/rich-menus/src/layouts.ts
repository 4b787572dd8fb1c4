// How the picture is divided. The areas that can be tapped cover all of it: a thumb between two of them still hits one.
// Sizes are two of those that LINE recommends: https://developers.line.biz/en/docs/messaging-api/using-rich-menus/

export type Bounds = { x: number; y: number; width: number; height: number };
export type Size = { width: number; height: number };

export type Layout = {
  key: LayoutKey;
  /** For staff. */
  title: string;
  description: string;
  size: Size;
  /** In the order in which they are filled. */
  areas: readonly Bounds[];
  /** The area that stands out, if one does. */
  hero?: number;
};

export const LAYOUT_KEYS = ['six', 'four', 'three-and-one', 'one-and-three', 'three', 'two'] as const;
export type LayoutKey = (typeof LAYOUT_KEYS)[number];

const LARGE = { width: 2500, height: 1686 } as const;
const COMPACT = { width: 2500, height: 843 } as const;

export const LAYOUTS: Readonly<Record<LayoutKey, Layout>> = {
  six: {
    key: 'six',
    title: '6つ',
    description: '同じ大きさのボタンを、3つずつ2段に並べます。',
    size: LARGE,
    areas: grid(LARGE, 3, 2),
  },
  four: {
    key: 'four',
    title: '4つ',
    description: '大きめのボタンを、2つずつ2段に並べます。',
    size: LARGE,
    areas: grid(LARGE, 2, 2),
  },
  'three-and-one': {
    key: 'three-and-one',
    title: '3つと、横長の1つ',
    description: '上に3つ、下に目立つ横長のボタンを1つ置きます。',
    size: LARGE,
    areas: [...grid({ width: 2500, height: 1016 }, 3, 1), { x: 0, y: 1016, width: 2500, height: 670 }],
    hero: 3,
  },
  'one-and-three': {
    key: 'one-and-three',
    title: '大きな1つと、3つ',
    description: '左にいちばん使ってほしい大きなボタン、右に3つのボタンを置きます。',
    size: LARGE,
    areas: [
      { x: 0, y: 0, width: 1250, height: 1686 },
      ...grid({ width: 1250, height: 1686 }, 1, 3).map((area) => ({ ...area, x: 1250 })),
    ],
    hero: 0,
  },
  three: {
    key: 'three',
    title: '3つ(低い)',
    description: 'トークが広く見える、低いメニューです。',
    size: COMPACT,
    areas: grid(COMPACT, 3, 1),
  },
  two: {
    key: 'two',
    title: '2つ(低い)',
    description: 'トークが広く見える、低いメニューです。ボタンは大きめです。',
    size: COMPACT,
    areas: grid(COMPACT, 2, 1),
  },
};

/** Rows from the top, each from the left; what does not divide evenly goes to the last of a row. */
function grid({ width, height }: Size, columns: number, rows: number): Bounds[] {
  const edge = (whole: number, parts: number, index: number) => Math.floor((whole * index) / parts);
  return Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const [x, y] = [edge(width, columns, column), edge(height, rows, row)];
    return { x, y, width: edge(width, columns, column + 1) - x, height: edge(height, rows, row + 1) - y };
  });
}
