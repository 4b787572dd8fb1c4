// The colours of a picture. A test holds every text to a contrast of 4.5 : 1 and every icon to 3 : 1 (WCAG 2.2, 1.4.3 and
// 1.4.11); as residents read on old phones in the sun, labels have 7 : 1.

export type Theme = {
  key: ThemeKey;
  /** For staff. */
  title: string;
  background: string;
  /** The shapes behind the cards. */
  pattern: string;
  card: string;
  cardEdge: string;
  /** Labels and notes on a card. */
  ink: string;
  note: string;
  /** Behind the icons, one after another; the first also fills the area that stands out. */
  accents: readonly string[];
  /** Icons, and the words on an accent. */
  onAccent: string;
};

export const THEME_KEYS = ['sea', 'forest', 'sakura', 'persimmon', 'wisteria', 'colourful', 'contrast'] as const;
export type ThemeKey = (typeof THEME_KEYS)[number];

const light = { card: '#ffffff', onAccent: '#ffffff' } as const;

export const THEMES: Readonly<Record<ThemeKey, Theme>> = {
  sea: {
    ...light,
    key: 'sea',
    title: '海',
    background: '#dcebf7',
    pattern: '#c9e0f3',
    cardEdge: '#bcd5ea',
    ink: '#0d2f4f',
    note: '#3a5872',
    accents: ['#0b5fa5'],
  },
  forest: {
    ...light,
    key: 'forest',
    title: '森',
    background: '#e1f0e4',
    pattern: '#cfe6d4',
    cardEdge: '#bfdcc6',
    ink: '#123a24',
    note: '#3d5f4a',
    accents: ['#1f7044'],
  },
  sakura: {
    ...light,
    key: 'sakura',
    title: '桜',
    background: '#fbe7ed',
    pattern: '#f6d5df',
    cardEdge: '#efc6d3',
    ink: '#4f1a2e',
    note: '#74475a',
    accents: ['#b4305f'],
  },
  persimmon: {
    ...light,
    key: 'persimmon',
    title: '柿',
    background: '#fcecdd',
    pattern: '#f8dec6',
    cardEdge: '#efcfb0',
    ink: '#4a240a',
    note: '#6f4c33',
    accents: ['#b04a12'],
  },
  wisteria: {
    ...light,
    key: 'wisteria',
    title: '藤',
    background: '#ece7f6',
    pattern: '#ddd4f0',
    cardEdge: '#cfc3e8',
    ink: '#2c1f54',
    note: '#574b7c',
    accents: ['#5f45a8'],
  },
  colourful: {
    ...light,
    key: 'colourful',
    title: 'いろどり',
    background: '#eef1f5',
    pattern: '#e1e7ee',
    cardEdge: '#d3dae3',
    ink: '#1c2733',
    note: '#4c5966',
    accents: ['#0b66ac', '#b5440f', '#1f7a4a', '#6a47b0', '#a93164', '#0a7286'],
  },
  contrast: {
    key: 'contrast',
    title: 'はっきり(白黒)',
    background: '#000000',
    pattern: '#141414',
    card: '#000000',
    cardEdge: '#ffffff',
    ink: '#ffffff',
    note: '#ffffff',
    accents: ['#ffd83d'],
    onAccent: '#000000',
  },
};
