// How a benefit looks in the chat: one card, large letters, and for a practice run 【練習】 first, also in what the
// notification shows.
import type { Json } from '@tenohira/core';
import { type Action, type Message, postbackAction } from '@tenohira/feature-kit';

export const PRACTICE = '【練習】';

export type Choice = {
  label: string;
  note?: string;
  /** Of a postback. */
  data: string;
};

export type Card = {
  isPractice: boolean;
  title: string;
  lead?: string;
  rows?: readonly { label: string; value: string }[];
  /** Said after the rows. */
  note?: string;
  choices?: readonly Choice[];
  /** The first is what most people want next. */
  buttons?: readonly Action[];
  /** Below the buttons, less loud. */
  quietButtons?: readonly Action[];
};

type FlexMessage = Extract<Message, { type: 'flex' }>;
type Bubble = Extract<FlexMessage['contents'], { type: 'bubble' }>;
type Component = NonNullable<Bubble['body']>['contents'][number];

/** The Digital Agency's blue; white on it has a contrast of 11 : 1. */
const BLUE = '#0017C1';
const RED = '#B00000';
const GREY = '#4D4D4D';
/** https://developers.line.biz/en/reference/messaging-api/#flex-message */
const ALT_TEXT_MAX_LENGTH = 1500;
const ALT_TEXT_LINES = 4;
/** In UTF-16 code units: what fits beside a label on a narrow phone. */
const SHORT_VALUE = 8;

export function showCard(card: Card): Message {
  return { type: 'flex', altText: toAltText([card]), contents: toBubble(card) };
}

/** Side by side; one alone is a card. */
export function showCards(cards: readonly Card[]): Message[] {
  const [only, ...others] = cards;
  if (!only) return [];
  if (others.length === 0) return [showCard(only)];
  return [{ type: 'flex', altText: toAltText(cards), contents: { type: 'carousel', contents: cards.map(toBubble) } }];
}

/** A button that starts a flow of this feature: it stays in the chat and works whenever it is tapped. */
export function startButton(label: string, flow: string, variables: Readonly<Record<string, Json>> = {}): Action {
  return postbackAction(label, startData(`benefit-application/${flow}`, variables));
}

/** The form that the engine reads. With one id it stays far below LINE's 300. */
export function startData(flow: string, variables: Readonly<Record<string, Json>> = {}): string {
  const query = Object.keys(variables).length === 0 ? '' : `?${JSON.stringify(variables)}`;
  return `start=${flow}${query}`;
}

function toAltText(cards: readonly Card[]): string {
  const text = cards
    .map(({ isPractice, title, lead, rows = [], note }) => {
      const lines = [lead, ...rows.map(({ label, value }) => `${label}：${value}`), note].filter(Boolean);
      return [`${isPractice ? PRACTICE : ''}${title}`, ...lines.slice(0, ALT_TEXT_LINES)].join('\n');
    })
    .join('\n');
  return text.length <= ALT_TEXT_MAX_LENGTH ? text : cards.map(({ title }) => title).join('\n');
}

function toBubble({
  isPractice,
  title,
  lead,
  rows = [],
  note,
  choices = [],
  buttons = [],
  quietButtons = [],
}: Card): Bubble {
  const contents: Component[] = [
    ...(isPractice ? [practiceBand()] : []),
    { type: 'text', text: title, weight: 'bold', size: 'xl', wrap: true },
    ...(lead === undefined ? [] : [text(lead)]),
    ...(rows.length === 0 ? [] : [table(rows)]),
    ...(note === undefined ? [] : [text(note)]),
    ...choices.map(tile),
  ];
  const bubble: Bubble = {
    type: 'bubble',
    size: 'giga',
    body: { type: 'box', layout: 'vertical', spacing: 'md', contents },
  };
  const footer = [
    ...buttons.map((action, index) => button(action, index === 0 ? 'primary' : 'secondary')),
    ...quietButtons.map((action) => button(action, 'link')),
  ];
  if (footer.length === 0) return bubble;
  return { ...bubble, footer: { type: 'box', layout: 'vertical', spacing: 'md', contents: footer } };
}

function button(action: Action, style: 'primary' | 'secondary' | 'link'): Component {
  const color = style === 'primary' ? { color: BLUE } : style === 'link' ? { color: GREY } : {};
  return { type: 'button', height: 'md', adjustMode: 'shrink-to-fit', style, ...color, action };
}

function practiceBand(): Component {
  return {
    type: 'box',
    layout: 'vertical',
    backgroundColor: RED,
    cornerRadius: 'md',
    paddingAll: 'sm',
    contents: [
      {
        type: 'text',
        text: `${PRACTICE}お金は動きません`,
        color: '#FFFFFF',
        weight: 'bold',
        size: 'md',
        align: 'center',
        wrap: true,
      },
    ],
  };
}

/** Short values stand beside their labels; where one is longer, all stand below: nothing breaks for want of room. */
function table(rows: readonly { label: string; value: string }[]): Component {
  const isShort = rows.every(({ value }) => value.length <= SHORT_VALUE);
  return {
    type: 'box',
    layout: 'vertical',
    spacing: 'md',
    paddingAll: 'md',
    cornerRadius: 'md',
    backgroundColor: '#F1F5F9',
    contents: rows.map((one) => row(one, isShort)),
  };
}

function row({ label, value }: { label: string; value: string }, isShort: boolean): Component {
  return {
    type: 'box',
    ...(isShort ? { layout: 'baseline', spacing: 'md' } : { layout: 'vertical' }),
    contents: [
      { type: 'text', text: label, size: 'sm', color: GREY, wrap: true, ...(isShort ? { flex: 3 } : {}) },
      { type: 'text', text: value, size: 'lg', weight: 'bold', wrap: true, ...(isShort ? { flex: 7 } : {}) },
    ],
  };
}

function tile({ label, note, data }: Choice): Component {
  return {
    type: 'box',
    layout: 'vertical',
    paddingAll: 'md',
    cornerRadius: 'md',
    borderColor: BLUE,
    borderWidth: 'medium',
    action: { type: 'postback', label, data, displayText: label },
    contents: [
      { type: 'text', text: label, size: 'lg', weight: 'bold', color: BLUE, wrap: true },
      ...(note === undefined ? [] : [{ type: 'text' as const, text: note, size: 'sm', color: GREY, wrap: true }]),
    ],
  };
}

function text(words: string): Component {
  return { type: 'text', text: words, size: 'md', wrap: true };
}
