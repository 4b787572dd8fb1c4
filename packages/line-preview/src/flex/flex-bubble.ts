import { h, makeTappable } from '../dom.ts';
import type { FlexMessage } from '../line-message.ts';
import { renderSwipeRow } from '../messages/swipe-row.ts';
import type { Room } from '../room.ts';
import { renderBox, renderComponent } from './flex-component.ts';
import type { BlockStyle, FlexBubble } from './flex-types.ts';

export function renderFlexMessage(message: FlexMessage, room: Room): HTMLElement {
  const { contents, altText } = message;
  if (contents.type === 'bubble') return renderBubble(contents, room);
  return renderSwipeRow(
    altText,
    contents.contents.map((bubble) => renderBubble(bubble, room)),
  );
}

function renderBubble(bubble: FlexBubble, room: Room): HTMLElement {
  const { header, hero, body, footer, styles = {}, action } = bubble;
  const element = h(
    'div',
    { class: `flex-bubble is-${bubble.size ?? 'mega'}`, attributes: { dir: bubble.direction } },
    header && block('header', renderBox(header, room), styles.header),
    hero && block('hero', renderComponent(hero, room), styles.hero),
    body && block('body', renderComponent(body, room), styles.body),
    footer && block('footer', renderBox(footer, room), styles.footer),
  );
  if (action !== undefined) makeTappable(element, action.label, () => room.perform(action));
  return element;
}

function block(name: string, content: HTMLElement, style: BlockStyle = {}): HTMLElement {
  return h(
    'div',
    {
      class: `flex-block is-${name}`,
      style: {
        'background-color': style.backgroundColor,
        'border-top': style.separator === true ? `1px solid ${style.separatorColor ?? '#e3e5e8'}` : undefined,
      },
    },
    content,
  );
}
