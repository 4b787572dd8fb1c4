// developers.line.biz/en/reference/messaging-api/#get-content
import type { Content } from '../state/model.ts';
import { findContent, makePreview } from './content.ts';
import type { LineAnswer, LineCall, LineEndpoint } from './endpoint.ts';
import { notFound, refuse } from './line-error.ts';

const CONTENT = '/v2/bot/message/:messageId/content';

export const contentEndpoints: readonly LineEndpoint[] = [
  { method: 'GET', path: CONTENT, handle: (call) => sendContent(call, CONTENT, async (bytes) => bytes) },
  { method: 'GET', path: `${CONTENT}/preview`, handle: sendPreview },
  { method: 'GET', path: `${CONTENT}/transcoding`, handle: tellTranscoding },
];

async function sendContent(
  call: LineCall,
  route: string,
  convert: (bytes: Buffer) => Promise<Buffer>,
  contentType?: string,
): Promise<LineAnswer> {
  const { sandbox, channel } = call;
  const content = readContent(call, route);
  if (sandbox.faults.strike('contentNotReady', { channelId: channel.channelId, method: 'GET', route }) !== undefined) {
    return { status: 202 };
  }
  const bytes = await sandbox.store.getBytes('content', content.messageId);
  if (bytes === undefined) throw refuse(410, 'Gone');
  return { file: { bytes: await convert(bytes), contentType: contentType ?? content.contentType } };
}

function sendPreview(call: LineCall): Promise<LineAnswer> {
  const route = `${CONTENT}/preview`;
  if (readContent(call, route).type !== 'image') throw notFound();
  return sendContent(call, route, makePreview, 'image/jpeg');
}

function tellTranscoding(call: LineCall): LineAnswer {
  const route = `${CONTENT}/transcoding`;
  readContent(call, route);
  const occasion = { channelId: call.channel.channelId, method: 'GET', route };
  return { body: { status: call.sandbox.faults.strike('contentNotReady', occasion) ? 'processing' : 'succeeded' } };
}

function readContent({ sandbox, channel, params }: LineCall, route: string): Content {
  const content = findContent(sandbox.store, params.messageId ?? '');
  if (content === undefined || content.channelId !== channel.channelId) throw notFound();
  const gone = sandbox.faults.strike('contentGone', { channelId: channel.channelId, method: 'GET', route });
  if (gone !== undefined) throw gone.status === 404 ? notFound() : refuse(gone.status ?? 410, 'Gone');
  return content;
}
