// What residents send besides text: kept for `GET /v2/bot/message/{messageId}/content`.
// developers.line.biz/en/reference/messaging-api/#get-content
import sharp from 'sharp';
import type { Content } from '../state/model.ts';
import type { Store } from '../state/store.ts';

const PREVIEW_WIDTH = 240;

export async function keepContent(store: Store, content: Content, bytes: Buffer): Promise<void> {
  await store.putBytes('content', content.messageId, bytes);
  store.world.contents.push(content);
  store.touch();
}

export function findContent(store: Store, messageId: string): Content | undefined {
  return store.world.contents.find((content) => content.messageId === messageId && content.unsent !== true);
}

/** A message that was taken back is gone for the bot, too. */
export async function dropContent(store: Store, messageId: string): Promise<void> {
  const content = findContent(store, messageId);
  if (content === undefined) return;
  content.unsent = true;
  await store.dropBytes('content', messageId);
  store.touch();
}

/** A small JPEG; LINE makes previews of images and videos only. */
export function makePreview(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes).rotate().resize({ width: PREVIEW_WIDTH, withoutEnlargement: true }).jpeg().toBuffer();
}
