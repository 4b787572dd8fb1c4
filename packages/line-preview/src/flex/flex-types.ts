// https://developers.line.biz/en/reference/messaging-api/#flex-message
import type { LineAction } from '../line-action.ts';

interface Placed {
  flex?: number;
  margin?: string;
  position?: 'relative' | 'absolute';
  offsetTop?: string;
  offsetBottom?: string;
  offsetStart?: string;
  offsetEnd?: string;
  gravity?: 'top' | 'center' | 'bottom';
  action?: LineAction;
}

export interface FlexBox extends Placed {
  type: 'box';
  layout: 'horizontal' | 'vertical' | 'baseline';
  contents: FlexComponent[];
  spacing?: string;
  width?: string;
  maxWidth?: string;
  height?: string;
  maxHeight?: string;
  backgroundColor?: string;
  borderColor?: string;
  borderWidth?: string;
  cornerRadius?: string;
  paddingAll?: string;
  paddingTop?: string;
  paddingBottom?: string;
  paddingStart?: string;
  paddingEnd?: string;
  justifyContent?: string;
  alignItems?: string;
  background?: {
    type: 'linearGradient';
    angle: string;
    startColor: string;
    endColor: string;
    centerColor?: string;
    centerPosition?: string;
  };
}

interface TextLook {
  size?: string;
  weight?: string;
  color?: string;
  style?: string;
  decoration?: string;
}

export interface FlexSpan extends TextLook {
  type: 'span';
  text?: string;
}

export interface FlexText extends Placed, TextLook {
  type: 'text';
  text?: string;
  contents?: FlexSpan[];
  align?: 'start' | 'center' | 'end';
  wrap?: boolean;
  lineSpacing?: string;
  maxLines?: number;
}

export interface FlexButton extends Placed {
  type: 'button';
  action: LineAction;
  style?: 'primary' | 'secondary' | 'link';
  color?: string;
  height?: 'sm' | 'md';
}

export interface FlexImage extends Placed {
  type: 'image';
  url: string;
  size?: string;
  align?: 'start' | 'center' | 'end';
  aspectRatio?: string;
  aspectMode?: 'fit' | 'cover';
  backgroundColor?: string;
}

export interface FlexVideo {
  type: 'video';
  url: string;
  previewUrl: string;
  altContent?: FlexComponent;
  aspectRatio?: string;
  action?: LineAction;
}

export interface FlexIcon extends Placed {
  type: 'icon';
  url: string;
  size?: string;
  aspectRatio?: string;
}

export interface FlexSeparator extends Placed {
  type: 'separator';
  color?: string;
}

export interface FlexSpacer extends Placed {
  type: 'spacer' | 'filler';
  size?: string;
}

export type FlexComponent =
  | FlexBox
  | FlexText
  | FlexButton
  | FlexImage
  | FlexVideo
  | FlexIcon
  | FlexSeparator
  | FlexSpacer;

export interface BlockStyle {
  backgroundColor?: string;
  separator?: boolean;
  separatorColor?: string;
}

export interface FlexBubble {
  type: 'bubble';
  size?: 'nano' | 'micro' | 'deca' | 'hecto' | 'kilo' | 'mega' | 'giga';
  direction?: 'ltr' | 'rtl';
  header?: FlexBox;
  hero?: FlexComponent;
  body?: FlexBox;
  footer?: FlexBox;
  styles?: Partial<Record<'header' | 'hero' | 'body' | 'footer', BlockStyle>>;
  action?: LineAction;
}

export interface FlexCarousel {
  type: 'carousel';
  contents: FlexBubble[];
}

export type FlexContainer = FlexBubble | FlexCarousel;
