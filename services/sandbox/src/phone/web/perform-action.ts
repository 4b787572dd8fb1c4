// What LINE's app does for each kind of action. https://developers.line.biz/en/reference/messaging-api/#action-objects
import type { LineAction, PostbackAction } from '@tenohira/line-preview';
import type { ResidentAction } from './control-api.ts';
import type { SheetHost } from './sheet.ts';
import { openDatetimeSheet } from './sheets/datetime-sheet.ts';
import { openUriSheet } from './sheets/uri-sheet.ts';

/** The hands of one phone. */
export interface Hands {
  readonly host: SheetHost;
  send(action: ResidentAction): Promise<void>;
  openPhoto(): void;
  openLocation(): void;
  openRichMenu(isOpen: boolean): void;
  fillIn(text: string): void;
  toast(words: string): void;
}

export function performAction(action: LineAction, hands: Hands): void {
  const perform: (action: never, hands: Hands) => void = PERFORMERS[action.type];
  perform(action as never, hands); // filed under the type that it takes
}

type Performers = {
  readonly [K in LineAction['type']]: (action: Extract<LineAction, { type: K }>, hands: Hands) => void;
};

const openPhoto = (_action: LineAction, hands: Hands) => hands.openPhoto();

const PERFORMERS: Performers = {
  message: ({ text }, hands) => void hands.send({ type: 'text', text }),
  postback: performPostback,
  uri: ({ uri }, hands) => openUriSheet(hands.host, uri),
  datetimepicker: (action, hands) =>
    openDatetimeSheet(hands.host, action, (params) => {
      void hands.send({ type: 'postback', data: action.data, params });
    }),
  camera: openPhoto,
  cameraRoll: openPhoto,
  location: (_action, hands) => hands.openLocation(),
  clipboard: ({ clipboardText }, hands) => void copy(clipboardText, hands),
  richmenuswitch: ({ richMenuAliasId, data }, hands) =>
    void hands.send({ type: 'richmenuswitch', richMenuAliasId, data }),
};

function performPostback(action: PostbackAction, hands: Hands): void {
  const { data, displayText, text, inputOption, fillInText } = action;
  if (inputOption === 'openRichMenu' || inputOption === 'closeRichMenu') {
    hands.openRichMenu(inputOption === 'openRichMenu');
  }
  if (inputOption === 'openKeyboard') hands.fillIn(fillInText ?? '');
  void hands.send({ type: 'postback', data, ...(displayText === undefined ? {} : { displayText }) });
  if (text !== undefined) void hands.send({ type: 'text', text });
}

async function copy(text: string, hands: Hands): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    hands.toast('コピーしました');
  } catch {
    hands.toast(`コピーできませんでした: ${text}`);
  }
}
