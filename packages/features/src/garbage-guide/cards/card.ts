// One way to show things: a card where it fits LINE's limit, the same words as plain texts where it does not. Nothing is
// left out or cut.
import { countGraphemes } from '@tenohira/core';
import { type Action, type Message, textMessage } from '@tenohira/feature-kit';
import { lettersOn } from './colour.ts';
import { packTexts } from './pack-texts.ts';

export type Part =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  /** A category in the city's colour. */
  | { kind: 'category'; label: string; note?: string; colour: string }
  /** Something to choose: the whole row is the button, so that long names show whole. */
  | { kind: 'choice'; text: string; note?: string; data: string };

export type Card = {
  title: string;
  subtitle?: string;
  parts: readonly Part[];
  /** Each with a label of at most 40 characters. */
  buttons?: readonly Action[];
};

type FlexMessage = Extract<Message, { type: 'flex' }>;
type Bubble = Extract<FlexMessage['contents'], { type: 'bubble' }>;
type Component = NonNullable<Bubble['body']>['contents'][number];

/** https://developers.line.biz/en/reference/messaging-api/#bubble (30 KB) and #flex-message (alt text) */
const BUBBLE_MAX_BYTES = 30_000;
const ALT_TEXT_MAX_LENGTH = 1500;
/** Not shown on a row; said by screen readers. https://developers.line.biz/en/reference/messaging-api/#action-objects */
const LABEL_MAX_GRAPHEMES = 40;
const encoder = new TextEncoder();

export function showCard(card: Card): Message[] {
  const contents = toBubble(card);
  if (encoder.encode(JSON.stringify(contents)).length <= BUBBLE_MAX_BYTES) {
    return [{ type: 'flex', altText: toAltText(card), contents }];
  }
  const texts = packTexts(toLines(card)).map((text) => textMessage(text));
  const { title, buttons = [] } = card;
  if (buttons.length === 0) return texts;
  return [...texts, { type: 'flex', altText: title, contents: toBubble({ title, parts: [], buttons }) }];
}

/** What the notification shows and a screen reader says: all of it where there is room. */
function toAltText(card: Card): string {
  const whole = toLines(card).join('\n');
  return whole.length <= ALT_TEXT_MAX_LENGTH ? whole : card.title;
}

function toLines({ title, subtitle, parts }: Card): string[] {
  return [title, ...(subtitle === undefined ? [] : [subtitle]), ...parts.map(toLine)];
}

function toLine(part: Part): string {
  switch (part.kind) {
    case 'heading':
      return `■ ${part.text}`;
    case 'text':
      return part.text;
    case 'category':
      return `・${withNote(part.label, part.note)}`;
    case 'choice':
      return `・${withNote(part.text, part.note)}`;
  }
}

function withNote(text: string, note = ''): string {
  return note === '' ? text : `${text}（${note}）`;
}

function toBubble({ title, subtitle, parts, buttons = [] }: Card): Bubble {
  const bubble: Bubble = {
    type: 'bubble',
    size: 'mega',
    body: {
      type: 'box',
      layout: 'vertical',
      spacing: 'md',
      contents: [
        { type: 'text', text: title, weight: 'bold', size: 'lg', wrap: true },
        ...(subtitle === undefined ? [] : [small(subtitle)]),
        ...parts.map(toComponent),
      ],
    },
  };
  if (buttons.length === 0) return bubble;
  const contents = buttons.map(
    (action): Component => ({ type: 'button', style: 'secondary', height: 'sm', adjustMode: 'shrink-to-fit', action }),
  );
  return { ...bubble, footer: { type: 'box', layout: 'vertical', spacing: 'sm', contents } };
}

function toComponent(part: Part): Component {
  switch (part.kind) {
    case 'heading':
      return { type: 'text', text: part.text, weight: 'bold', size: 'md', wrap: true, margin: 'lg' };
    case 'text':
      return { type: 'text', text: part.text, size: 'md', wrap: true };
    case 'category':
      return tile(part.label, part.note, { backgroundColor: part.colour }, lettersOn(part.colour));
    case 'choice': {
      const label = countGraphemes(part.text) <= LABEL_MAX_GRAPHEMES ? part.text : 'えらぶ';
      const action = { type: 'postback' as const, label, data: part.data, displayText: part.text };
      return tile(part.text, part.note, { borderColor: '#767676', borderWidth: 'normal', action }, '#111111');
    }
  }
}

function tile(text: string, note: string | undefined, look: object, color: string): Component {
  return {
    type: 'box',
    layout: 'vertical',
    paddingAll: 'md',
    cornerRadius: 'md',
    ...look,
    contents: [
      { type: 'text', text, weight: 'bold', size: 'lg', wrap: true, color },
      ...(note === undefined || note === '' ? [] : [{ ...small(note), color }]),
    ],
  };
}

function small(text: string) {
  return { type: 'text' as const, text, size: 'sm', wrap: true };
}
