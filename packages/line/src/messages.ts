// What we send, under our own names. Types only: they are erased, so that a browser may import this file too.
import type { messagingApi } from '@line/bot-sdk';

export type Message = messagingApi.Message;
export type TextMessage = messagingApi.TextMessage;
export type TextMessageV2 = messagingApi.TextMessageV2;
export type StickerMessage = messagingApi.StickerMessage;
export type ImageMessage = messagingApi.ImageMessage;
export type VideoMessage = messagingApi.VideoMessage;
export type AudioMessage = messagingApi.AudioMessage;
export type LocationMessage = messagingApi.LocationMessage;
export type ImagemapMessage = messagingApi.ImagemapMessage;
export type TemplateMessage = messagingApi.TemplateMessage;
export type FlexMessage = messagingApi.FlexMessage;

export type Sender = messagingApi.Sender;
export type QuickReply = messagingApi.QuickReply;
export type QuickReplyItem = messagingApi.QuickReplyItem;

export type Action = messagingApi.Action;
export type PostbackAction = messagingApi.PostbackAction;
export type MessageAction = messagingApi.MessageAction;
export type UriAction = messagingApi.URIAction;
export type DatetimePickerAction = messagingApi.DatetimePickerAction;
export type CameraAction = messagingApi.CameraAction;
export type CameraRollAction = messagingApi.CameraRollAction;
export type LocationAction = messagingApi.LocationAction;
export type ClipboardAction = messagingApi.ClipboardAction;
export type RichMenuSwitchAction = messagingApi.RichMenuSwitchAction;

export type Template = messagingApi.Template;
export type ButtonsTemplate = messagingApi.ButtonsTemplate;
export type ConfirmTemplate = messagingApi.ConfirmTemplate;
export type CarouselTemplate = messagingApi.CarouselTemplate;
export type CarouselColumn = messagingApi.CarouselColumn;
export type ImageCarouselTemplate = messagingApi.ImageCarouselTemplate;

export type FlexContainer = messagingApi.FlexContainer;
export type FlexBubble = messagingApi.FlexBubble;
export type FlexCarousel = messagingApi.FlexCarousel;
export type FlexComponent = messagingApi.FlexComponent;
export type FlexBox = messagingApi.FlexBox;
export type FlexText = messagingApi.FlexText;
export type FlexSpan = messagingApi.FlexSpan;
export type FlexImage = messagingApi.FlexImage;
export type FlexIcon = messagingApi.FlexIcon;
export type FlexVideo = messagingApi.FlexVideo;
export type FlexButton = messagingApi.FlexButton;
export type FlexSeparator = messagingApi.FlexSeparator;

export type RichMenu = messagingApi.RichMenuRequest;
export type RichMenuArea = messagingApi.RichMenuArea;
export type RichMenuBounds = messagingApi.RichMenuBounds;
