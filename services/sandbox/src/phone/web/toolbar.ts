import { h, icon, svg } from '@tenohira/line-preview';
import type { Channel, ChatKey, Person } from './control-api.ts';
import { renderMischief } from './mischief.ts';

export interface Toolbar {
  readonly element: HTMLElement;
  show(channels: readonly Channel[], people: readonly Person[]): void;
}

export interface ToolbarHooks {
  addPhone(key: ChatKey): void;
  /** Resolves to the new resident. */
  addPerson(displayName: string): Promise<Person>;
}

const NEW_PERSON = 'new';
const TEXT_SIZE_KEY = 'sandbox.large-text';

/** The bar above the phones: what this page is, a phone for any resident in any city, and larger text. */
export function createToolbar(hooks: ToolbarHooks): Toolbar {
  const person = h('select', { attributes: { name: 'person', 'aria-label': '住民' } });
  const channel = h('select', { attributes: { name: 'channel', 'aria-label': '市' } });
  const newName = h('input', {
    attributes: {
      name: 'displayName',
      maxlength: 20,
      placeholder: 'お名前',
      'aria-label': '新しい住民のお名前',
      autocomplete: 'off',
    },
  });
  const form = h(
    'form',
    { class: 'add-phone' },
    person,
    newName,
    h('span', { class: 'add-phone-times', attributes: { 'aria-hidden': 'true' } }, '×'),
    channel,
    h(
      'button',
      { class: 'add-phone-button', attributes: { type: 'submit' } },
      icon('plus', 18),
      h('span', {}, 'スマホを置く'),
    ),
  );
  const showNewName = () => {
    newName.hidden = person.value !== NEW_PERSON;
    newName.required = !newName.hidden;
  };
  person.addEventListener('change', () => {
    showNewName();
    if (!newName.hidden) newName.focus();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const channelId = channel.value;
    if (person.value !== NEW_PERSON) return hooks.addPhone({ personId: person.value, channelId });
    const added = await hooks.addPerson(newName.value.trim());
    newName.value = '';
    hooks.addPhone({ personId: added.personId, channelId });
  });

  const element = h(
    'header',
    { class: 'page-header' },
    h(
      'div',
      { class: 'page-title' },
      renderMark(),
      h('h1', {}, '手のひら市役所', h('span', { class: 'page-tag' }, 'sandbox')),
      h('p', { class: 'page-words' }, '住民になって、市の LINE をさわるところ。本物の LINE には送られません。'),
    ),
    h('div', { class: 'page-tools' }, form, renderMischief(), renderTextSizeSwitch()),
  );

  return {
    element,
    show(channels, people) {
      const [chosenPerson, chosenChannel] = [person.value, channel.value];
      const hadPeople = person.options.length > 1;
      person.replaceChildren(
        ...people.map(({ personId, displayName }) => option(personId, displayName)),
        option(NEW_PERSON, '新しい住民…'),
      );
      channel.replaceChildren(...channels.map(({ channelId, displayName }) => option(channelId, displayName)));
      const isStillThere =
        (chosenPerson === NEW_PERSON && hadPeople) || people.some(({ personId }) => personId === chosenPerson);
      if (isStillThere) person.value = chosenPerson;
      if (channels.some(({ channelId }) => channelId === chosenChannel)) channel.value = chosenChannel;
      showNewName();
    },
  };
}

function option(value: string, words: string): HTMLOptionElement {
  return h('option', { attributes: { value } }, words);
}

function renderTextSizeSwitch(): HTMLElement {
  const input = h('input', { attributes: { type: 'checkbox', name: 'large-text', role: 'switch' } });
  const apply = () => {
    document.documentElement.classList.toggle('large-text', input.checked);
    localStorage.setItem(TEXT_SIZE_KEY, String(input.checked));
  };
  input.checked = localStorage.getItem(TEXT_SIZE_KEY) === 'true';
  input.addEventListener('change', apply);
  apply();
  return h('label', { class: 'text-size' }, input, h('span', { class: 'text-size-track' }), '文字を大きく');
}

function renderMark(): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 40 40', class: 'page-mark', 'aria-hidden': 'true' },
    svg('rect', { width: 40, height: 40, rx: 11, fill: '#0d6b52' }),
    svg('path', {
      d: 'M8 24c4 8 20 8 24 0',
      fill: 'none',
      stroke: '#bfe8d4',
      'stroke-width': 3.2,
      'stroke-linecap': 'round',
    }),
    svg('path', { d: 'M12 20v-7l8-5 8 5v7h-4.5v-5h-7v5z', fill: '#fff' }),
  );
}
