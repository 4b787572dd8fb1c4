// https://developers.line.biz/en/reference/messaging-api/#template-messages
import { button, h, makeTappable } from '../dom.ts';
import type { LineAction } from '../line-action.ts';
import type { Template, TemplateCard, TemplateMessage } from '../line-message.ts';
import type { Room } from '../room.ts';
import { renderSwipeRow } from './swipe-row.ts';

export function renderTemplate({ template, altText }: TemplateMessage, room: Room): HTMLElement {
  switch (template.type) {
    case 'buttons':
      return renderCard(template, template, room);
    case 'confirm':
      return renderConfirm(template, room);
    case 'carousel':
      return renderSwipeRow(
        altText,
        template.columns.map((column) => renderCard(column, template, room)),
      );
    case 'image_carousel':
      return renderSwipeRow(
        altText,
        template.columns.map((column) => renderPictureColumn(column, room)),
      );
  }
}

function renderCard(card: TemplateCard, shape: Template, room: Room): HTMLElement {
  const top = h(
    'div',
    { class: 'template-top' },
    card.thumbnailImageUrl !== undefined && renderThumbnail(card, card.thumbnailImageUrl, shape),
    h(
      'div',
      { class: 'template-words' },
      card.title !== undefined && h('div', { class: 'template-title' }, card.title),
      h('div', { class: 'template-text' }, card.text),
    ),
  );
  const { defaultAction } = card;
  if (defaultAction !== undefined) makeTappable(top, defaultAction.label, () => room.perform(defaultAction));
  return h('div', { class: 'template-card' }, top, ...card.actions.map((action) => actionRow(action, room)));
}

function renderThumbnail(card: TemplateCard, address: string, shape: Template): HTMLElement {
  const isSquare = 'imageAspectRatio' in shape && shape.imageAspectRatio === 'square';
  const isContained = 'imageSize' in shape && shape.imageSize === 'contain';
  return h('img', {
    class: 'template-picture',
    attributes: { src: address, alt: '' },
    style: {
      'aspect-ratio': isSquare ? '1 / 1' : '151 / 100',
      'object-fit': isContained ? 'contain' : 'cover',
      'background-color': card.imageBackgroundColor,
    },
  });
}

function renderConfirm(template: Extract<Template, { type: 'confirm' }>, room: Room): HTMLElement {
  return h(
    'div',
    { class: 'template-card is-confirm' },
    h('div', { class: 'template-words' }, h('div', { class: 'template-text' }, template.text)),
    h('div', { class: 'template-pair' }, ...template.actions.map((action) => actionRow(action, room))),
  );
}

function renderPictureColumn(column: { imageUrl: string; action: LineAction }, room: Room): HTMLElement {
  return button(
    'template-picture-column',
    () => room.perform(column.action),
    h('img', { attributes: { src: column.imageUrl, alt: '' } }),
    column.action.label !== undefined && h('span', { class: 'template-picture-label' }, column.action.label),
  );
}

function actionRow(action: LineAction, room: Room): HTMLElement {
  return button('template-action', () => room.perform(action), action.label ?? '');
}
