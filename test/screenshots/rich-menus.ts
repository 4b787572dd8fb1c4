// Draws the demo cities' rich menus into prisma/seed/rich-menu. Run by hand when they are to look different.
import { join } from 'node:path';
import { launchChromium } from './chromium.ts';

const WIDTH = 1200;
const HEIGHT = 405;
const FOLDER = join(import.meta.dirname, '../../prisma/seed/rich-menu');

const THEMES = {
  minatono: { from: '#0b4f8a', to: '#1787c9', ink: '#ffffff', tile: 'rgba(255,255,255,.14)' },
  yukimizawa: { from: '#2f6b4f', to: '#5aa17c', ink: '#ffffff', tile: 'rgba(255,255,255,.16)' },
};

const ICONS = {
  garbage:
    '<path d="M34 34h52M50 34v-8h20v8M40 34l4 60h32l4-60M52 48l2 34M68 48l-2 34" fill="none" stroke="currentColor" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>',
  road: '<path d="M46 20 26 100M74 20l20 80M60 24v14M60 52v14M60 82v14" fill="none" stroke="currentColor" stroke-width="6" stroke-linecap="round"/>',
  menu: '<g fill="none" stroke="currentColor" stroke-width="6" stroke-linejoin="round"><rect x="24" y="24" width="30" height="30" rx="6"/><rect x="66" y="24" width="30" height="30" rx="6"/><rect x="24" y="66" width="30" height="30" rx="6"/><rect x="66" y="66" width="30" height="30" rx="6"/></g>',
};

const TILES = [
  { icon: ICONS.garbage, title: 'ごみ', note: '収集日・分別' },
  { icon: ICONS.road, title: '道路の通報', note: '穴・街灯・倒木' },
  { icon: ICONS.menu, title: 'メニュー', note: 'できること' },
];

function page(theme: (typeof THEMES)[keyof typeof THEMES]): string {
  const tiles = TILES.map(
    ({ icon, title, note }) =>
      `<div class="tile"><svg viewBox="0 0 120 120">${icon}</svg><b>${title}</b><span>${note}</span></div>`,
  ).join('');
  return `<!doctype html><meta charset="utf-8"><style>
    body{margin:0;width:${WIDTH}px;height:${HEIGHT}px;display:flex;gap:16px;padding:18px;box-sizing:border-box;
      background:linear-gradient(120deg,${theme.from},${theme.to});color:${theme.ink};font-family:"Noto Sans CJK JP",sans-serif}
    .tile{flex:1;display:flex;flex-direction:column;align-items:center;justify-content:center;background:${theme.tile};border-radius:28px}
    svg{width:150px;height:150px;margin-bottom:6px} b{font-size:52px;line-height:1.2} span{font-size:30px;opacity:.95;margin-top:6px}
  </style>${tiles}`;
}

const browser = await launchChromium();
const tab = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
for (const [slug, theme] of Object.entries(THEMES)) {
  await tab.setContent(page(theme));
  await tab.screenshot({ path: join(FOLDER, `${slug}.png`) });
}
await browser.close();
