// What a tap does. https://developers.line.biz/en/reference/messaging-api/#action-objects

export type LineAction =
  | { type: 'message'; label?: string; text: string }
  | PostbackAction
  | { type: 'uri'; label?: string; uri: string }
  | DatetimePickerAction
  | { type: 'camera'; label?: string }
  | { type: 'cameraRoll'; label?: string }
  | { type: 'location'; label?: string }
  | { type: 'clipboard'; label?: string; clipboardText: string }
  | { type: 'richmenuswitch'; label?: string; richMenuAliasId: string; data: string };

export interface PostbackAction {
  type: 'postback';
  label?: string;
  data: string;
  displayText?: string;
  /** The older way to show words in the chat: it also sends them as a message. */
  text?: string;
  inputOption?: 'closeRichMenu' | 'openRichMenu' | 'openKeyboard' | 'openVoice';
  fillInText?: string;
}

export interface DatetimePickerAction {
  type: 'datetimepicker';
  label?: string;
  data: string;
  mode: 'date' | 'time' | 'datetime';
  initial?: string;
  min?: string;
  max?: string;
}
