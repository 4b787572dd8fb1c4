// The parts of LINE's message objects that the phone draws.
// https://developers.line.biz/en/reference/messaging-api/#message-objects
import type { FlexContainer } from './flex/flex-types.ts';
import type { LineAction } from './line-action.ts';

export interface QuickReplyItem {
  imageUrl?: string;
  action: LineAction;
}

interface Common {
  id?: string;
  quickReply?: { items: QuickReplyItem[] };
  sender?: { name?: string; iconUrl?: string };
}

export interface TextMessage extends Common {
  type: 'text';
  text: string;
  emojis?: { index: number; length?: number }[];
}

export interface TextV2Message extends Common {
  type: 'textV2';
  text: string;
  substitution?: Record<string, { type: string; mentionee?: { type: string } }>;
}

export interface StickerMessage extends Common {
  type: 'sticker';
  packageId: string;
  stickerId: string;
}

/** From a city: two addresses. From a resident: only an id, whose bytes the sandbox keeps. */
export interface ImageMessage extends Common {
  type: 'image';
  originalContentUrl?: string;
  previewImageUrl?: string;
}

export interface VideoMessage extends Common {
  type: 'video';
  originalContentUrl?: string;
  previewImageUrl?: string;
}

export interface AudioMessage extends Common {
  type: 'audio';
  originalContentUrl?: string;
  /** Milliseconds. */
  duration?: number;
}

export interface FileMessage extends Common {
  type: 'file';
  fileName?: string;
  /** Bytes. */
  fileSize?: number;
}

export interface LocationMessage extends Common {
  type: 'location';
  title?: string;
  address?: string;
  latitude: number;
  longitude: number;
}

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface ImagemapMessage extends Common {
  type: 'imagemap';
  baseUrl: string;
  altText: string;
  baseSize: { width: number; height: number };
  actions: (
    | { type: 'message'; label?: string; text: string; area: Area }
    | { type: 'uri'; label?: string; linkUri: string; area: Area }
    | { type: 'clipboard'; label?: string; clipboardText: string; area: Area }
  )[];
}

export interface TemplateCard {
  thumbnailImageUrl?: string;
  imageBackgroundColor?: string;
  title?: string;
  text: string;
  defaultAction?: LineAction;
  actions: LineAction[];
}

interface CardShape {
  imageAspectRatio?: 'rectangle' | 'square';
  imageSize?: 'cover' | 'contain';
}

export type Template =
  | ({ type: 'buttons' } & TemplateCard & CardShape)
  | { type: 'confirm'; text: string; actions: LineAction[] }
  | ({ type: 'carousel'; columns: TemplateCard[] } & CardShape)
  | { type: 'image_carousel'; columns: { imageUrl: string; action: LineAction }[] };

export interface TemplateMessage extends Common {
  type: 'template';
  altText: string;
  template: Template;
}

export interface FlexMessage extends Common {
  type: 'flex';
  altText: string;
  contents: FlexContainer;
}

export type LineMessage =
  | TextMessage
  | TextV2Message
  | StickerMessage
  | ImageMessage
  | VideoMessage
  | AudioMessage
  | FileMessage
  | LocationMessage
  | ImagemapMessage
  | TemplateMessage
  | FlexMessage;

/** https://developers.line.biz/en/reference/messaging-api/#rich-menu-object */
export interface RichMenu {
  richMenuId?: string;
  size: { width: number; height: number };
  selected?: boolean;
  name?: string;
  chatBarText: string;
  areas: { bounds: Area; action: LineAction }[];
}

/** One line for a notification or the list of talks, as LINE's own notifications say it. */
export function summaryOf(message: LineMessage): string {
  switch (message.type) {
    case 'text':
    case 'textV2':
      return message.text;
    case 'template':
    case 'flex':
    case 'imagemap':
      return message.altText;
    case 'location':
      return '位置情報が届きました';
    case 'sticker':
      return 'スタンプが届きました';
    case 'image':
      return '写真が届きました';
    case 'video':
      return '動画が届きました';
    case 'audio':
      return '音声メッセージが届きました';
    case 'file':
      return 'ファイルが届きました';
  }
}
