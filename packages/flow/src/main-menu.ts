// The main menu: a Flex carousel made from the installed features. A bubble holds as many buttons as fit a phone's
// screen; more than a carousel holds go to a next page.
import { type Message, postbackAction } from '@tenohira/feature-kit';
import { engineTexts } from './engine-texts.ts';
import { type InstalledFeature, inMenuOrder } from './installed-feature.ts';
import { menuPostback, startPostback } from './postback.ts';

const BUTTONS_IN_BUBBLE = 6;
/** LINE takes 12 bubbles; ten keep the JSON far below its 50 KB: https://developers.line.biz/en/reference/messaging-api/#f-carousel */
const BUBBLES_IN_PAGE = 10;
const BUTTONS_IN_PAGE = BUTTONS_IN_BUBBLE * BUBBLES_IN_PAGE;

type Button = { label: string; data: string };

/** What the resident may begin of these features; `page` counts from 1, and one beyond the last shows the last. */
export function mainMenu(features: readonly InstalledFeature[], cityName: string, page = 1): Message[] {
  const open = features.filter(({ barred }) => barred === undefined);
  if (open.length === 0) return [{ type: 'text', text: engineTexts.noFeatures(cityName) }];
  const pages = toPages(inMenuOrder(open).map(toButton));
  const number = Math.min(page, pages.length);
  const bubbles = chunk(pages[number - 1] ?? [], BUTTONS_IN_BUBBLE);
  const title = engineTexts.menuTitle(cityName);
  const contents = bubbles.map((buttons, index) =>
    toBubble(bubbles.length === 1 ? title : `${title} ${index + 1}/${bubbles.length}`, buttons),
  );
  const [only] = contents;
  return [
    {
      type: 'flex',
      altText: menuAltText(cityName),
      contents: contents.length === 1 && only ? only : { type: 'carousel', contents },
    },
  ];
}

/** What the notification and screen readers say; by it the engine knows a menu when it sees one. */
export function menuAltText(cityName: string): string {
  return `${engineTexts.menuTitle(cityName)}。${engineTexts.menuLead}`;
}

function toButton({ feature }: InstalledFeature): Button {
  return { label: feature.menu.label, data: startPostback(feature.key, feature.menu.flow) };
}

function toPages(buttons: readonly Button[]): Button[][] {
  if (buttons.length <= BUTTONS_IN_PAGE) return [[...buttons]];
  const pages = chunk(buttons, BUTTONS_IN_PAGE - 1);
  return pages.map((page, index) => [
    ...page,
    { label: engineTexts.moreFeatures, data: menuPostback(index + 1 < pages.length ? index + 2 : 1) },
  ]);
}

function toBubble(title: string, buttons: readonly Button[]) {
  return {
    type: 'bubble' as const,
    body: {
      type: 'box' as const,
      layout: 'vertical' as const,
      spacing: 'sm',
      contents: [
        { type: 'text' as const, text: title, weight: 'bold' as const, size: 'lg', wrap: true },
        { type: 'text' as const, text: engineTexts.menuLead, size: 'sm', wrap: true },
        ...buttons.map(({ label, data }) => ({
          type: 'button' as const,
          style: 'secondary' as const,
          height: 'sm' as const,
          adjustMode: 'shrink-to-fit' as const,
          action: postbackAction(label, data),
        })),
      ],
    },
  };
}

function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  const chunks: Item[][] = [];
  for (let index = 0; index < items.length; index += size) chunks.push(items.slice(index, index + size));
  return chunks;
}
