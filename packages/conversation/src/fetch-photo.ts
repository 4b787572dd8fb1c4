import { AppError } from '@tenohira/core';
import { preparePhoto, type SealedObject, sealObject } from '@tenohira/storage';
import type { ConversationDependencies } from './dependencies.ts';

/** A phone's photo has up to ten megabytes; LINE sends it smaller. */
const MAX_BYTES = 20 * 1024 * 1024;

/**
 * Fetches a photo from LINE, strips it, and encrypts it for the tenant.
 *
 * @returns undefined if there is none to have: LINE has deleted it, it is no image, or `giveUp` and it is still not there
 * @throws AppError what LINE answered, when it may be had later and `giveUp` is false
 */
export async function fetchPhoto(
  deps: ConversationDependencies,
  channel: { tenantId: string; channelId: string },
  messageId: string,
  options: { giveUp: boolean },
): Promise<SealedObject | undefined> {
  try {
    const line = await deps.lineClients.of(channel.tenantId, channel.channelId);
    const { body } = await line.getContent(messageId, { maxBytes: MAX_BYTES });
    const photo = await preparePhoto(body.bytes);
    return await sealObject(deps.secrets, channel.tenantId, photo);
  } catch (error) {
    const gone = error instanceof AppError && error.retry === 'never';
    if (!gone && !options.giveUp) throw error;
    const code = error instanceof AppError ? error.code : 'CONVERSATION_PHOTO_LOST';
    deps.log({ level: 'warning', code, tenantId: channel.tenantId, detail: { messageId } });
    return undefined;
  }
}
