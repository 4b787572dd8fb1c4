import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLineClient } from '@tenohira/line';
import type { DemoCity } from './demo-cities.ts';
import type { SandboxChannel } from './sandbox-control.ts';

const SIZE = { width: 1200, height: 405 };

/** What the picture's areas do, from left to right, each an equal share of its width. */
export type RichMenuArea = { label: string; data: string };

/** Gives the city its rich menu by LINE's own API, unless it has one. */
export async function publishRichMenu(
  lineApiUrl: string,
  channel: SandboxChannel,
  city: DemoCity,
  areas: readonly RichMenuArea[],
): Promise<void> {
  if (channel.defaultRichMenuId) return;
  const line = createLineClient({
    apiBaseUrl: lineApiUrl,
    dataApiBaseUrl: lineApiUrl,
    channelId: channel.channelId,
    channelSecret: channel.channelSecret,
  });
  const width = Math.floor(SIZE.width / areas.length);
  const { body } = await line.createRichMenu({
    size: SIZE,
    selected: true,
    name: `${city.name} 基本メニュー`,
    chatBarText: 'メニュー',
    areas: areas.map(({ label, data }, index) => ({
      bounds: { x: index * width, y: 0, width, height: SIZE.height },
      action: { type: 'postback', label, data, displayText: label },
    })),
  });
  const image = readFileSync(join(import.meta.dirname, 'rich-menu', `${city.slug}.png`));
  await line.uploadRichMenuImage(body.richMenuId, { bytes: new Uint8Array(image), contentType: 'image/png' });
  await line.setDefaultRichMenu(body.richMenuId);
}
