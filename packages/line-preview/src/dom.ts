// A DOM builder in one function. Styles go through CSSOM, because the page's CSP forbids style attributes in markup.

export type Child = Node | string | null | undefined | false;

type Attribute = string | number | boolean | undefined;

export interface Props {
  readonly class?: string | undefined;
  readonly style?: Readonly<Record<string, string | undefined>> | undefined;
  readonly on?: { readonly [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void } | undefined;
  readonly attributes?: Readonly<Record<string, Attribute>> | undefined;
}

/** `h('button', { class: 'send', on: { click } }, '送信')`. An attribute that is `undefined` or `false` is left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (props.class !== undefined) element.className = props.class;
  setStyle(element, props.style ?? {});
  setAttributes(element, props.attributes ?? {});
  for (const [name, listener] of Object.entries(props.on ?? {})) {
    element.addEventListener(name, listener as EventListener); // Object.entries forgets which event has which listener
  }
  append(element, children);
  return element;
}

/** An SVG element; presentation attributes only. */
export function svg(tag: string, attributes: Readonly<Record<string, Attribute>>, ...children: readonly Child[]) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

export function button(className: string, onClick: () => void, ...children: readonly Child[]): HTMLButtonElement {
  return h('button', { class: className, attributes: { type: 'button' }, on: { click: onClick } }, ...children);
}

/** Like {@link button}, with a picture for its face and words for those who do not see it. */
export function iconButton(className: string, label: string, face: Node, onClick: () => void): HTMLButtonElement {
  const element = button(className, onClick, face);
  setAttributes(element, { 'aria-label': label, title: label });
  return element;
}

/** Makes a card or a picture tappable, also by keyboard, where a real button may not stand (it may hold buttons). */
export function makeTappable(element: HTMLElement, label: string | undefined, onTap: () => void): void {
  setAttributes(element, { role: 'button', tabindex: 0, 'aria-label': label });
  element.classList.add('tappable');
  element.addEventListener('click', (event) => {
    event.stopPropagation();
    onTap();
  });
  element.addEventListener('keydown', (event) => {
    if (event.target !== element || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    onTap();
  });
}

export function hidden(text: string): HTMLElement {
  return h('span', { class: 'visually-hidden' }, text);
}

export function setStyle(element: HTMLElement | SVGElement, style: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(style)) if (value !== undefined) element.style.setProperty(name, value);
}

function setAttributes(element: Element, attributes: Readonly<Record<string, Attribute>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}
