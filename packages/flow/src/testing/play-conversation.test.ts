import { describe, expect, it } from 'vitest';
import { playConversation } from './play-conversation.ts';
import { reportFlow, sampleBlocks, sampleFeature } from './sample-feature.ts';

const environment = { features: [sampleFeature('road', [reportFlow])], blocks: sampleBlocks };
const conversation = {
  title: '道路の穴',
  feature: 'road',
  now: '2026-11-24T10:00:00+09:00',
  turns: [
    { resident: { start: 'report' }, city: ['どれですか？\n<road> <park> <やめる>'] },
    { resident: { tap: 'road' }, city: ['くわしく\n<やめる>'] },
    { resident: '穴', city: ['「穴」を受け付けました。\n<メニュー>'], effects: ['sample.submit'] },
  ],
};

describe('playConversation', () => {
  it('passes where the city says what the file says', async () => {
    expect(await playConversation(conversation, environment)).toEqual(conversation);
  });

  it('shows the lines that differ', async () => {
    const turns = conversation.turns.map((turn) =>
      turn.resident === '穴' ? { ...turn, city: ['受け付けました。'] } : turn,
    );
    await expect(playConversation({ ...conversation, turns }, environment)).rejects.toThrow(
      /- city: 受け付けました。\n\+ city: 「穴」を受け付けました。\n\+ {7}<メニュー>/,
    );
  });

  it('says which button is missing', async () => {
    const turns = [{ resident: { tap: '公園' }, city: [] }];
    await expect(playConversation({ ...conversation, turns }, environment)).rejects.toThrow(
      'there is no button "公園"',
    );
  });
});
