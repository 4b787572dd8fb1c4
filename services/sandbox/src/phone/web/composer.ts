import { button, h, icon, iconButton } from '@tenohira/line-preview';

export interface Composer {
  readonly element: HTMLElement;
  /** Puts words into the field, as `fillInText` of a postback does, and the cursor behind them. */
  fillIn(text: string): void;
}

export interface ComposerHooks {
  sendText(text: string): void;
  openPhoto(): void;
  openLocation(): void;
  openSticker(): void;
}

export function createComposer(hooks: ComposerHooks): Composer {
  const field = h('textarea', {
    class: 'composer-field',
    attributes: {
      rows: 1,
      maxlength: 5000,
      placeholder: 'メッセージを入力',
      'aria-label': 'メッセージ',
      enterkeyhint: 'send',
    },
  });
  const sendButton = iconButton('composer-send', '送信', icon('send'), () => submit());
  const tray = h(
    'div',
    { class: 'composer-tray' },
    trayButton('photo', '写真', hooks.openPhoto),
    trayButton('pin', '位置情報', hooks.openLocation),
    trayButton('face', 'スタンプ', hooks.openSticker),
  );
  tray.hidden = true;
  const plus = iconButton('composer-plus', '写真・位置情報・スタンプ', icon('plus'), () =>
    showTray(tray.hidden !== false),
  );

  const showTray = (open: boolean) => {
    tray.hidden = !open;
    plus.setAttribute('aria-expanded', String(open));
  };
  const fit = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 112)}px`;
    sendButton.hidden = field.value.trim() === '';
  };
  const submit = () => {
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    fit();
    hooks.sendText(text);
    field.focus({ preventScroll: true });
  };

  showTray(false);
  field.addEventListener('input', fit);
  field.addEventListener('focus', () => showTray(false));
  field.addEventListener('keydown', (event) => {
    // While an IME composes, Enter accepts the conversion; Safari reports that Enter as key code 229.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });
  sendButton.hidden = true;

  const element = h('div', { class: 'composer' }, h('div', { class: 'composer-row' }, plus, field, sendButton), tray);
  tray.addEventListener('click', () => showTray(false));
  return {
    element,
    fillIn(text) {
      field.value = text;
      fit();
      field.focus({ preventScroll: true });
      field.setSelectionRange(text.length, text.length);
    },
  };
}

function trayButton(name: 'photo' | 'pin' | 'face', words: string, onClick: () => void): HTMLElement {
  return button('tray-button', onClick, h('span', { class: 'tray-icon' }, icon(name, 24)), words);
}
