/** What reaches the engine: a webhook event or one of our own, reduced to what a flow can react to. */
export type ResidentEvent =
  | { type: 'text'; text: string; messageId?: string }
  | { type: 'postback'; data: string; params?: PostbackParams }
  /** `photoId` is absent where the photo could not be fetched from LINE. */
  | { type: 'photo'; photoId?: string; messageId?: string }
  | { type: 'location'; latitude: number; longitude: number; title?: string; address?: string; messageId?: string }
  | { type: 'follow' }
  /** A form page was sent in. What was typed stays encrypted; the flow gets its id and the values that are not sensitive. */
  | { type: 'form'; formId: string; values: Readonly<Record<string, string>> }
  /** Anything else a resident can send: sticker, video, audio, file, and kinds that LINE will add. */
  | { type: 'other'; kind: string };

export type PostbackParams = { date?: string; time?: string; datetime?: string };
