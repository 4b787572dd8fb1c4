// One message of each kind, as a city would send it. Shapes from
// https://developers.line.biz/en/reference/messaging-api/#message-objects; cities, people and numbers are invented.

const link = (label: string, text = label) => ({ type: 'message', label, text });

export const TEXT_WITH_LINK = {
  type: 'text',
  text: 'ご連絡ありがとうございます。\n受付番号は R-0001 です。くわしくは https://city.example.jp/report?id=1 をご覧ください。',
};

export const STICKER = { type: 'sticker', packageId: '446', stickerId: '1989' };

export const IMAGE = { type: 'image', originalContentUrl: '/picture/large', previewImageUrl: '/picture/small' };

export const VIDEO = { type: 'video', originalContentUrl: '/picture/film', previewImageUrl: '/picture/film' };

export const AUDIO = { type: 'audio', originalContentUrl: '/picture/sound', duration: 65_000 };

export const LOCATION = {
  type: 'location',
  title: '中央公民館',
  address: 'こもれび市本町1丁目2-3',
  latitude: 35.01,
  longitude: 135.03,
};

export const BUTTONS = {
  type: 'template',
  altText: 'ごみの日のお知らせ',
  template: {
    type: 'buttons',
    thumbnailImageUrl: '/picture/garbage',
    title: 'ごみの日のお知らせ',
    text: '明日は「もえるごみ」の日です。朝8時までに出してください。',
    actions: [
      { type: 'postback', label: '今週の予定を見る', data: 'garbage=week', displayText: '今週の予定を見たいです' },
      {
        type: 'datetimepicker',
        label: '日にちで調べる',
        data: 'garbage=day',
        mode: 'date',
        initial: '2026-07-03',
        min: '2026-04-01',
        max: '2027-03-31',
      },
      { type: 'uri', label: '分別ガイド', uri: 'https://city.example.jp/garbage' },
    ],
  },
};

export const CONFIRM = {
  type: 'template',
  altText: '確認',
  template: { type: 'confirm', text: 'この内容で送りますか?', actions: [link('はい'), link('いいえ')] },
};

export const CAROUSEL = {
  type: 'template',
  altText: '施設の一覧',
  template: {
    type: 'carousel',
    columns: ['中央体育館', '市民プール', '図書館ホール'].map((title) => ({
      thumbnailImageUrl: `/picture/${encodeURIComponent(title)}`,
      title,
      text: '空き状況を見て、予約できます。',
      actions: [link('空きを見る', `${title}の空き`), link('予約する', `${title}を予約`)],
    })),
  },
};

export const IMAGE_CAROUSEL = {
  type: 'template',
  altText: '季節の写真',
  template: {
    type: 'image_carousel',
    columns: ['春', '夏', '秋'].map((season) => ({
      imageUrl: `/picture/${encodeURIComponent(season)}`,
      action: link(season, `${season}のイベント`),
    })),
  },
};

export const IMAGEMAP = {
  type: 'imagemap',
  baseUrl: '/picture/map',
  altText: '避難所の地図',
  baseSize: { width: 1040, height: 700 },
  actions: [
    { type: 'message', label: '北の避難所', text: '北の避難所', area: { x: 0, y: 0, width: 1040, height: 350 } },
    {
      type: 'uri',
      label: '南の地図',
      linkUri: 'https://city.example.jp/south',
      area: { x: 0, y: 350, width: 1040, height: 350 },
    },
  ],
};

const row = (name: string, value: string) => ({
  type: 'box',
  layout: 'baseline',
  spacing: 'sm',
  contents: [
    { type: 'text', text: name, color: '#7a858a', size: 'sm', flex: 2 },
    { type: 'text', text: value, color: '#33424a', size: 'sm', flex: 5, wrap: true },
  ],
});

export const FLEX = {
  type: 'flex',
  altText: '給付金の受け取りのご案内',
  contents: {
    type: 'bubble',
    header: {
      type: 'box',
      layout: 'vertical',
      backgroundColor: '#0d6b52',
      paddingAll: 'lg',
      contents: [
        { type: 'text', text: '物価高騰対策給付金', color: '#ffffff', weight: 'bold', size: 'lg' },
        { type: 'text', text: 'スーパーファストパス', color: '#bfe8d4', size: 'xs' },
      ],
    },
    hero: { type: 'image', url: '/picture/benefit', size: 'full', aspectRatio: '20:9', aspectMode: 'cover' },
    body: {
      type: 'box',
      layout: 'vertical',
      spacing: 'md',
      contents: [
        {
          type: 'box',
          layout: 'horizontal',
          contents: [
            { type: 'text', text: '受け取れる金額', size: 'sm', color: '#7a858a', gravity: 'center', flex: 5 },
            { type: 'text', text: '30,000円', size: 'xl', weight: 'bold', align: 'end', flex: 6 },
          ],
        },
        { type: 'separator' },
        row('対象', '山田さくら様の世帯(2人)'),
        row('期限', '2026年9月30日(水)まで'),
        row('口座', 'こもれび銀行 本店 普通 *****67'),
        {
          type: 'text',
          size: 'xs',
          wrap: true,
          contents: [
            { type: 'span', text: '口座番号を電話でたずねることは ', color: '#7a858a' },
            { type: 'span', text: 'ありません', weight: 'bold', color: '#c0392b' },
            { type: 'span', text: '。', decoration: 'none' },
          ],
        },
      ],
    },
    footer: {
      type: 'box',
      layout: 'vertical',
      spacing: 'sm',
      contents: [
        {
          type: 'button',
          style: 'primary',
          color: '#0d6b52',
          height: 'sm',
          action: {
            type: 'postback',
            label: 'この口座で受け取る',
            data: 'claim=1',
            displayText: 'この口座で受け取ります',
          },
        },
        {
          type: 'box',
          layout: 'horizontal',
          spacing: 'sm',
          contents: [
            { type: 'button', style: 'secondary', height: 'sm', action: link('変える', '口座を変えます') },
            {
              type: 'button',
              style: 'link',
              height: 'sm',
              action: { type: 'uri', label: 'くわしく', uri: 'https://city.example.jp/benefit' },
            },
          ],
        },
      ],
    },
    styles: { footer: { separator: true } },
  },
};

export const FLEX_CAROUSEL = {
  type: 'flex',
  altText: '子育てイベント',
  contents: {
    type: 'carousel',
    contents: [
      ['親子リトミック', '7月4日(土) 10:00', '残り3組'],
      ['離乳食の教室', '7月9日(木) 13:30', '残り8組'],
      ['おはなし会', '7月12日(日) 11:00', '予約なし'],
    ].map(([title, when, places]) => ({
      type: 'bubble',
      size: 'micro',
      hero: {
        type: 'image',
        url: `/picture/${encodeURIComponent(title ?? '')}`,
        size: 'full',
        aspectRatio: '4:3',
        aspectMode: 'cover',
      },
      body: {
        type: 'box',
        layout: 'vertical',
        spacing: 'xs',
        contents: [
          { type: 'text', text: title, weight: 'bold', size: 'sm', wrap: true },
          { type: 'text', text: when, size: 'xs', color: '#5b6b70' },
          {
            type: 'box',
            layout: 'horizontal',
            margin: 'md',
            contents: [
              {
                type: 'box',
                layout: 'vertical',
                backgroundColor: '#e3f3ea',
                cornerRadius: 'sm',
                paddingAll: '3px',
                width: '64px',
                contents: [{ type: 'text', text: places, size: 'xxs', color: '#0d6b52', align: 'center' }],
              },
              { type: 'filler' },
            ],
          },
        ],
      },
      action: link(title ?? '', `${title}に申し込む`),
    })),
  },
};

export const QUESTION_WITH_QUICK_REPLIES = {
  type: 'text',
  text: '道路の何を知らせますか?',
  quickReply: {
    items: [
      { type: 'action', action: link('穴・段差') },
      {
        type: 'action',
        action: { type: 'postback', label: '街灯', data: 'kind=lamp', displayText: '街灯が消えています' },
      },
      { type: 'action', imageUrl: '/picture/tree', action: link('草木') },
      { type: 'action', action: { type: 'camera', label: '写真をとる' } },
      { type: 'action', action: { type: 'location', label: '場所を送る' } },
    ],
  },
};

export const RICH_MENU = {
  richMenuId: 'richmenu-1',
  size: { width: 2500, height: 1686 },
  selected: true,
  name: 'main',
  chatBarText: 'メニュー',
  areas: [
    { bounds: { x: 0, y: 0, width: 833, height: 843 }, action: link('道路を知らせる') },
    { bounds: { x: 833, y: 0, width: 833, height: 843 }, action: link('ごみの日') },
    {
      bounds: { x: 1666, y: 0, width: 834, height: 843 },
      action: { type: 'uri', label: '市のホームページ', uri: 'https://city.example.jp/' },
    },
    {
      bounds: { x: 0, y: 843, width: 1250, height: 843 },
      action: { type: 'postback', label: '予約', data: 'menu=reserve' },
    },
    {
      bounds: { x: 1250, y: 843, width: 1250, height: 843 },
      action: { type: 'richmenuswitch', label: '防災', richMenuAliasId: 'alias-b', data: 'tab=b' },
    },
  ],
};

export const EVERY_KIND = [
  TEXT_WITH_LINK,
  STICKER,
  IMAGE,
  VIDEO,
  AUDIO,
  LOCATION,
  BUTTONS,
  CONFIRM,
  CAROUSEL,
  IMAGE_CAROUSEL,
  IMAGEMAP,
  FLEX,
  FLEX_CAROUSEL,
] as const;
