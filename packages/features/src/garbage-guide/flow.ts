// The conversations as data. Each shows its answer and ends; the buttons under an answer start the next one, so that
// they work whenever they are tapped, tomorrow too.
import { defineFlow, type Flow, type FlowInput } from '@tenohira/feature-kit';

type Blocks = FlowInput['blocks'];

const preparing: Blocks = {
  preparing: {
    type: 'message',
    config: {
      kind: 'text',
      text: 'ごみ収集案内は、ただいま準備しています。もうしばらくお待ちください。お急ぎのときは、{{settings.contact}}へお問い合わせください。',
    },
    next: { next: 'end' },
  },
  end: { type: 'end' },
};

/** The calendar was replaced between two blocks. */
const beginAnew: Blocks = {
  'begin-anew': {
    type: 'message',
    config: {
      kind: 'text',
      text: 'ちょうどいま、収集の表が新しくなりました。おそれいりますが、もう一度「ごみ」と送ってください。',
    },
    next: { next: 'end' },
  },
};

/** Before anything that depends on the area: asks for it once, and again where the city's data no longer have it. */
function withArea(then: string): Blocks {
  return {
    'find-area': {
      type: 'garbage-guide.find-area',
      next: { ready: then, 'not-chosen': 'choose-area', gone: 'area-gone', preparing: 'preparing' },
    },
    'area-gone': {
      type: 'message',
      config: {
        kind: 'text',
        text: '収集の表が新しくなり、登録していただいた{{settings.areaLabel}}が見つかりません。おそれいりますが、もう一度えらんでください。',
      },
      next: { next: 'choose-area' },
    },
    'choose-area': {
      type: 'garbage-guide.choose-area',
      config: { text: 'お住まいの{{settings.areaLabel}}はどちらですか？' },
      next: { next: then, preparing: 'preparing' },
    },
    ...beginAnew,
    ...preparing,
  };
}

function showing(span: 'home' | 'today' | 'tomorrow' | 'week'): Blocks {
  return {
    ...withArea('show'),
    show: { type: 'garbage-guide.show-days', config: { span }, next: { next: 'end', gone: 'begin-anew' } },
  };
}

export const flows: readonly Flow[] = [
  defineFlow({ key: 'guide', title: '今日と明日の収集', start: 'find-area', blocks: showing('home'), maxTaps: 1 }),
  defineFlow({ key: 'today', title: '今日の収集', start: 'find-area', blocks: showing('today') }),
  defineFlow({ key: 'tomorrow', title: '明日の収集', start: 'find-area', blocks: showing('tomorrow') }),
  defineFlow({ key: 'week', title: '今週の収集', start: 'find-area', blocks: showing('week') }),
  defineFlow({
    key: 'next',
    title: '種類ごとの次の収集日',
    start: 'find-area',
    blocks: {
      ...withArea('show'),
      show: { type: 'garbage-guide.show-next', next: { next: 'end', gone: 'begin-anew' } },
    },
  }),
  defineFlow({
    key: 'search',
    title: '分別を調べる',
    start: 'search',
    blocks: {
      ...showing('home'),
      search: {
        type: 'garbage-guide.search-items',
        config: {
          text: '捨てたい物の名前を送ってください。\n（例：電池、ふとん、フライパン）\n続けて何度でも調べられます。',
        },
        next: { calendar: 'find-area', preparing: 'preparing' },
      },
    },
  }),
  defineFlow({
    key: 'item',
    title: '分別の答え',
    start: 'show',
    inputs: { query: { maxLength: 100 }, item: { maxLength: 120 }, page: { maxLength: 3 } },
    blocks: {
      show: { type: 'garbage-guide.show-item', next: { next: 'end', preparing: 'preparing' } },
      ...preparing,
    },
  }),
  defineFlow({
    key: 'reminder',
    title: '収集日のお知らせ',
    start: 'find-area',
    blocks: {
      ...withArea('set'),
      set: {
        type: 'garbage-guide.set-reminder',
        config: { text: 'いつお知らせしますか？' },
        next: { next: 'end', gone: 'begin-anew' },
      },
    },
  }),
  defineFlow({
    key: 'area',
    title: '地区を変える',
    start: 'choose-area',
    blocks: {
      'choose-area': {
        type: 'garbage-guide.choose-area',
        config: { text: 'お住まいの{{settings.areaLabel}}はどちらですか？' },
        next: { next: 'show', preparing: 'preparing' },
      },
      show: { type: 'garbage-guide.show-days', config: { span: 'home' }, next: { next: 'end', gone: 'begin-anew' } },
      ...beginAnew,
      ...preparing,
    },
  }),
];
