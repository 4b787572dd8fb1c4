import { findMessageId, type ResidentKey } from '@tenohira/conversation';
import type { NewInboxEvent } from '@tenohira/db';
import { findUserId, lineErrors, parseWebhookBody, verifyLineSignature, type WebhookEvent } from '@tenohira/line';
import type { Server } from '@tenohira/service-kit';
import { errors } from '../errors.ts';
import type { ChannelDirectory, WebhookChannel } from './channel-directory.ts';
import type { InboxWriter } from './inbox-writer.ts';

const CONTROL_CHARACTER = /\p{Cc}/u;

/** LINE sends far less; what is larger is not from LINE. Bytes. */
const BODY_LIMIT = 1024 * 1024;

export type WebhookRouteOptions = {
  channels: ChannelDirectory;
  inbox: InboxWriter;
  wake(key: ResidentKey): void;
  /** For events of nobody in particular: stored, and done with. */
  ignore(channel: WebhookChannel, webhookEventId: string): void;
  count(result: 'accepted' | 'refused' | 'malformed', events: number): void;
};

/**
 * `POST /line/webhook/:webhookKey`. Answers 200 once every event is a row, and only then; LINE waits two seconds
 * (https://developers.line.biz/en/docs/messaging-api/receiving-messages/).
 */
export async function webhookRoute(server: Server, options: WebhookRouteOptions): Promise<void> {
  const { channels, inbox, wake, ignore, count } = options;
  // The signature is over the bytes as they came, so no parser may touch them first.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  );

  server.post<{ Params: { webhookKey: string } }>(
    '/line/webhook/:webhookKey',
    { bodyLimit: BODY_LIMIT },
    async (request, reply) => {
      const signature = request.headers['x-line-signature'];
      if (signature === undefined) throw errors.SIGNATURE_MISSING();
      const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const { webhookKey } = request.params;
      const channel =
        signedBy(await channels.find(webhookKey), rawBody, signature) ??
        signedBy(await channels.findAgain(webhookKey), rawBody, signature);
      if (!channel) {
        count('refused', 0);
        throw errors.WEBHOOK_REFUSED();
      }
      const { destination, events } = parseOrCount(rawBody, () => count('malformed', 0));
      if (destination !== channel.botUserId) throw errors.DESTINATION_MISMATCH();
      if (events.length > 0) await inbox.write(events.map((event) => toInboxEvent(channel, event)));
      count('accepted', events.length);
      wakeResidents(channel, events, { wake, ignore });
      return reply.send({});
    },
  );
}

/** With an unknown address a signature is computed all the same, so that the time taken says nothing either. */
function signedBy(
  channel: WebhookChannel | undefined,
  rawBody: Buffer,
  signature: string | string[],
): WebhookChannel | undefined {
  return verifyLineSignature(rawBody, signature, channel?.secrets ?? ['unknown']) ? channel : undefined;
}

function parseOrCount(rawBody: Buffer, malformed: () => void): ReturnType<typeof parseWebhookBody> {
  try {
    return parseWebhookBody(rawBody);
  } catch (error) {
    malformed();
    throw error;
  }
}

function toInboxEvent(channel: WebhookChannel, event: WebhookEvent): NewInboxEvent {
  const row = {
    tenantId: channel.tenantId,
    channelId: channel.channelId,
    webhookEventId: event.webhookEventId,
    type: event.type,
    lineUserId: findUserId(event) ?? null,
    lineMessageId: findMessageId(event) ?? null,
    occurredAtMs: event.timestamp,
    payload: JSON.stringify(event),
  };
  // LINE's names and numbers are one line of plain characters. What JSON.stringify wrote is too.
  const columns = `${row.webhookEventId}${row.type}${row.lineUserId}${row.lineMessageId}`;
  if (CONTROL_CHARACTER.test(columns)) throw lineErrors.WEBHOOK_MALFORMED();
  return row;
}

function wakeResidents(
  channel: WebhookChannel,
  events: readonly WebhookEvent[],
  to: Pick<WebhookRouteOptions, 'wake' | 'ignore'>,
): void {
  const { tenantId, channelId } = channel;
  const residents = new Set<string>();
  for (const event of events) {
    const lineUserId = findUserId(event);
    if (lineUserId === undefined) to.ignore(channel, event.webhookEventId);
    else residents.add(lineUserId);
  }
  for (const lineUserId of residents) to.wake({ tenantId, channelId, lineUserId });
}
