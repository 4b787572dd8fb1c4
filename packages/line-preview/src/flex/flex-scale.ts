// LINE's size words in pixels. https://developers.line.biz/en/docs/messaging-api/flex-message-layout/
// The page does not publish every number; the ones it leaves out are those of LINE's Flex Message Simulator.

type Scale = Readonly<Record<string, string>>;

const SPACE: Scale = { none: '0', xs: '2px', sm: '4px', md: '8px', lg: '12px', xl: '16px', xxl: '20px' };

const TEXT: Scale = {
  xxs: '11px',
  xs: '13px',
  sm: '14px',
  md: '16px',
  lg: '19px',
  xl: '22px',
  xxl: '29px',
  '3xl': '35px',
  '4xl': '48px',
  '5xl': '74px',
};

const IMAGE: Scale = {
  xxs: '40px',
  xs: '60px',
  sm: '80px',
  md: '100px',
  lg: '120px',
  xl: '140px',
  xxl: '160px',
  '3xl': '180px',
  '4xl': '200px',
  '5xl': '220px',
  full: '100%',
};

const BORDER: Scale = { none: '0', light: '0.5px', normal: '1px', medium: '2px', 'semi-bold': '3px', bold: '4px' };

/** Margins, paddings, spacings, offsets and corner radii share one scale. */
export const space = (word: string | undefined) => find(SPACE, word);
export const border = (word: string | undefined) => find(BORDER, word);
export const imageWidth = (word: string | undefined) => find(IMAGE, word ?? 'md');

/** Grows with the page's 「文字を大きく」. */
export function fontSize(word: string | undefined): string {
  return `calc(${find(TEXT, word ?? 'md')} * var(--text-scale, 1))`;
}

/** `20:13` as CSS writes it. */
export function ratio(aspectRatio: string | undefined): string {
  return (aspectRatio ?? '1:1').replace(':', ' / ');
}

function find(scale: Scale, word: string): string;
function find(scale: Scale, word: string | undefined): string | undefined;
function find(scale: Scale, word: string | undefined): string | undefined {
  return word === undefined ? undefined : (scale[word] ?? word);
}
