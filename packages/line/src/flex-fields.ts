// The fields that each Flex object may have: LINE refuses any other with a 400
// (https://developers.line.biz/en/reference/messaging-api/#flex-message). `satisfies` ties each set to the SDK's type
// in both directions: a field that LINE adds or drops is a compile error here after the SDK's next update.

import type { messagingApi } from '@line/bot-sdk';

type FieldsOf<T> = Readonly<Record<keyof T, true>>;

const offsets = { position: true, offsetTop: true, offsetBottom: true, offsetStart: true, offsetEnd: true } as const;

const box = {
  type: true,
  layout: true,
  flex: true,
  contents: true,
  spacing: true,
  margin: true,
  ...offsets,
  backgroundColor: true,
  borderColor: true,
  borderWidth: true,
  cornerRadius: true,
  width: true,
  maxWidth: true,
  height: true,
  maxHeight: true,
  paddingAll: true,
  paddingTop: true,
  paddingBottom: true,
  paddingStart: true,
  paddingEnd: true,
  action: true,
  justifyContent: true,
  alignItems: true,
  background: true,
} as const satisfies FieldsOf<messagingApi.FlexBox>;

const button = {
  type: true,
  flex: true,
  color: true,
  style: true,
  action: true,
  gravity: true,
  margin: true,
  ...offsets,
  height: true,
  adjustMode: true,
  scaling: true,
} as const satisfies FieldsOf<messagingApi.FlexButton>;

const image = {
  type: true,
  url: true,
  flex: true,
  margin: true,
  ...offsets,
  align: true,
  gravity: true,
  size: true,
  aspectRatio: true,
  aspectMode: true,
  backgroundColor: true,
  action: true,
  animated: true,
} as const satisfies FieldsOf<messagingApi.FlexImage>;

const icon = {
  type: true,
  url: true,
  size: true,
  aspectRatio: true,
  margin: true,
  ...offsets,
  scaling: true,
} as const satisfies FieldsOf<messagingApi.FlexIcon>;

const text = {
  type: true,
  flex: true,
  text: true,
  size: true,
  align: true,
  gravity: true,
  color: true,
  weight: true,
  style: true,
  decoration: true,
  wrap: true,
  lineSpacing: true,
  margin: true,
  ...offsets,
  action: true,
  maxLines: true,
  contents: true,
  adjustMode: true,
  scaling: true,
} as const satisfies FieldsOf<messagingApi.FlexText>;

const span = {
  type: true,
  text: true,
  size: true,
  color: true,
  weight: true,
  style: true,
  decoration: true,
} as const satisfies FieldsOf<messagingApi.FlexSpan>;

const video = {
  type: true,
  url: true,
  previewUrl: true,
  altContent: true,
  aspectRatio: true,
  action: true,
} as const satisfies FieldsOf<messagingApi.FlexVideo>;

const separator = { type: true, margin: true, color: true } as const satisfies FieldsOf<messagingApi.FlexSeparator>;
const filler = { type: true, flex: true } as const satisfies FieldsOf<messagingApi.FlexFiller>;

const bubble = {
  type: true,
  direction: true,
  styles: true,
  header: true,
  hero: true,
  body: true,
  footer: true,
  size: true,
  action: true,
} as const satisfies FieldsOf<messagingApi.FlexBubble>;

const carousel = { type: true, contents: true } as const satisfies FieldsOf<messagingApi.FlexCarousel>;

const styles = {
  header: true,
  hero: true,
  body: true,
  footer: true,
} as const satisfies FieldsOf<messagingApi.FlexBubbleStyles>;

const blockStyle = {
  backgroundColor: true,
  separator: true,
  separatorColor: true,
} as const satisfies FieldsOf<messagingApi.FlexBlockStyle>;

const linearGradient = {
  type: true,
  angle: true,
  startColor: true,
  endColor: true,
  centerColor: true,
  centerPosition: true,
} as const satisfies FieldsOf<messagingApi.FlexBoxLinearGradient>;

const labelled = { type: true, label: true } as const;

export const FLEX_COMPONENT_FIELDS: Readonly<Record<string, object>> = {
  box,
  button,
  image,
  icon,
  text,
  span,
  video,
  separator,
  filler,
};

export const FLEX_PART_FIELDS = { bubble, carousel, styles, blockStyle, linearGradient } as const;

/** Actions inside a Flex message are refused for unknown fields as well. */
export const FLEX_ACTION_FIELDS: Readonly<Record<string, object>> = {
  postback: {
    ...labelled,
    data: true,
    displayText: true,
    text: true,
    inputOption: true,
    fillInText: true,
  } satisfies FieldsOf<messagingApi.PostbackAction>,
  message: { ...labelled, text: true } satisfies FieldsOf<messagingApi.MessageAction>,
  uri: { ...labelled, uri: true, altUri: true } satisfies FieldsOf<messagingApi.URIAction>,
  datetimepicker: {
    ...labelled,
    data: true,
    mode: true,
    initial: true,
    max: true,
    min: true,
  } satisfies FieldsOf<messagingApi.DatetimePickerAction>,
  clipboard: { ...labelled, clipboardText: true } satisfies FieldsOf<messagingApi.ClipboardAction>,
};

/** The words each field may hold, as "kind.field". Sizes and margins also take pixels and per cent: not listed. */
export const FLEX_WORDS: Readonly<Record<string, readonly string[]>> = {
  'bubble.size': [
    'nano',
    'micro',
    'deca',
    'hecto',
    'kilo',
    'mega',
    'giga',
  ] satisfies messagingApi.FlexBubble.SizeEnum[],
  'bubble.direction': ['ltr', 'rtl'] satisfies messagingApi.FlexBubble.DirectionEnum[],
  'box.layout': ['horizontal', 'vertical', 'baseline'] satisfies messagingApi.FlexBox.LayoutEnum[],
  'box.position': ['relative', 'absolute'] satisfies messagingApi.FlexBox.PositionEnum[],
  'box.justifyContent': [
    'center',
    'flex-start',
    'flex-end',
    'space-between',
    'space-around',
    'space-evenly',
  ] satisfies messagingApi.FlexBox.JustifyContentEnum[],
  'box.alignItems': ['center', 'flex-start', 'flex-end'] satisfies messagingApi.FlexBox.AlignItemsEnum[],
  'button.style': ['primary', 'secondary', 'link'] satisfies messagingApi.FlexButton.StyleEnum[],
  'button.height': ['md', 'sm'] satisfies messagingApi.FlexButton.HeightEnum[],
  'button.gravity': ['top', 'bottom', 'center'] satisfies messagingApi.FlexButton.GravityEnum[],
  'image.align': ['start', 'end', 'center'] satisfies messagingApi.FlexImage.AlignEnum[],
  'image.gravity': ['top', 'bottom', 'center'] satisfies messagingApi.FlexImage.GravityEnum[],
  'image.aspectMode': ['fit', 'cover'] satisfies messagingApi.FlexImage.AspectModeEnum[],
  'text.align': ['start', 'end', 'center'] satisfies messagingApi.FlexText.AlignEnum[],
  'text.gravity': ['top', 'bottom', 'center'] satisfies messagingApi.FlexText.GravityEnum[],
  'text.weight': ['regular', 'bold'] satisfies messagingApi.FlexText.WeightEnum[],
  'text.style': ['normal', 'italic'] satisfies messagingApi.FlexText.StyleEnum[],
  'text.decoration': ['none', 'underline', 'line-through'] satisfies messagingApi.FlexText.DecorationEnum[],
  'text.adjustMode': ['shrink-to-fit'] satisfies messagingApi.FlexText.AdjustModeEnum[],
  'span.weight': ['regular', 'bold'] satisfies messagingApi.FlexSpan.WeightEnum[],
};
