// What LINE accepts, with the page that says so. A 400 refuses the whole request, so it is found before sending.
// Rate limits are not here: LINE changes them per contract, so they are settings of whoever paces the sending.

/**
 * Lengths named `…Graphemes` count what a person sees as one character; every other text length is in UTF-16 code
 * units (https://developers.line.biz/en/docs/messaging-api/text-character-count/). Sizes in bytes are UTF-8.
 */
export const LINE_LIMITS = {
  // https://developers.line.biz/en/reference/messaging-api/#send-push-message, #send-multicast-message
  messagesPerRequest: 5,
  multicastRecipients: 500,
  // https://developers.line.biz/en/reference/messaging-api/#status-codes (413)
  requestBodyBytes: 2_000_000,
  // https://developers.line.biz/en/docs/messaging-api/retrying-api-request/
  retryKeyHours: 24,

  // https://developers.line.biz/en/reference/messaging-api/#text-message
  text: 5_000,
  emojis: 20,
  // https://developers.line.biz/en/reference/messaging-api/#text-message-v2
  mentions: 20,
  // https://developers.line.biz/en/reference/messaging-api/#image-message and every other URL of an image, video, audio
  mediaUrl: 2_000,
  // https://developers.line.biz/en/reference/messaging-api/#video-message
  trackingId: 100,
  // https://developers.line.biz/en/reference/messaging-api/#location-message
  locationTitle: 100,
  locationAddress: 100,
  // https://developers.line.biz/en/reference/messaging-api/#template-messages, #flex-message, #imagemap-message
  // (it was 400; older tutorials still say so)
  altText: 1_500,
  // https://developers.line.biz/en/reference/messaging-api/#imagemap-message
  imagemapActions: 50,
  imagemapBaseWidth: 1_040,
  imagemapText: 400,
  imagemapLabelGraphemes: 100,
  // https://developers.line.biz/en/reference/messaging-api/#coupon-message
  couponDeliveryTag: 30,
  // https://developers.line.biz/en/reference/messaging-api/#icon-nickname-switch
  senderName: 20,

  // https://developers.line.biz/en/reference/messaging-api/#quick-reply
  quickReplyItems: 13,
  quickReplyLabelGraphemes: 20,

  // https://developers.line.biz/en/reference/messaging-api/#action-objects
  templateLabelGraphemes: 20,
  imageCarouselLabelGraphemes: 12,
  richMenuLabelGraphemes: 20,
  flexButtonLabelGraphemes: 40,
  postbackData: 300,
  displayTextGraphemes: 300,
  fillInTextGraphemes: 300,
  actionTextGraphemes: 300,
  uri: 1_000,
  clipboardText: 1_000,
  richMenuAliasId: 32,

  // https://developers.line.biz/en/reference/messaging-api/#buttons
  buttonsTitleGraphemes: 40,
  buttonsTextGraphemes: 160,
  buttonsTextWithImageOrTitleGraphemes: 60,
  buttonsActions: 4,
  // https://developers.line.biz/en/reference/messaging-api/#confirm
  confirmTextGraphemes: 240,
  confirmActions: 2,
  // https://developers.line.biz/en/reference/messaging-api/#carousel
  carouselColumns: 10,
  carouselActions: 3,
  carouselTitleGraphemes: 40,
  carouselTextGraphemes: 120,
  carouselTextWithImageOrTitleGraphemes: 60,
  // https://developers.line.biz/en/reference/messaging-api/#image-carousel
  imageCarouselColumns: 10,

  // https://developers.line.biz/en/reference/messaging-api/#bubble, #f-carousel. The pages say "30 KB" and "50 KB" but
  // not which kilobyte: the smaller one is refused by neither reading.
  flexBubbleBytes: 30_000,
  flexCarouselBytes: 50_000,
  flexCarouselBubbles: 12,

  // https://developers.line.biz/en/reference/messaging-api/#rich-menu-object, #upload-rich-menu-image
  richMenuNameGraphemes: 300,
  richMenuChatBarTextGraphemes: 14,
  richMenuAreas: 20,
  richMenuMinWidth: 800,
  richMenuMaxWidth: 2_500,
  richMenuMinHeight: 250,
  richMenuMinAspectRatio: 1.45,
  richMenuImageBytes: 1_000_000,

  // https://developers.line.biz/en/reference/messaging-api/#display-a-loading-indicator
  loadingMinSeconds: 5,
  loadingMaxSeconds: 60,
} as const;
