import type { BlockEvent } from '@tenohira/feature-kit';
import { enterBlock, playBlock } from '@tenohira/feature-kit/testing';
import { describe, expect, it } from 'vitest';
import { questionPhoto } from './index.ts';

const config = questionPhoto.config.parse({
  text: '写真を送ってください',
  saveAs: 'photo',
  maxPhotos: 2,
  skipLabel: '写真なし',
});
const photo = (photoId: string): BlockEvent => ({ type: 'photo', photoId, messageId: `message-${photoId}` });

describe('question-photo', () => {
  it('keeps each photo by itself, so that each can be unsent by itself', async () => {
    expect((await playBlock(questionPhoto, config, [photo('a')], {})).set).toEqual({
      photo: { value: 'a', messageId: 'message-a' },
    });
    expect(await playBlock(questionPhoto, config, [photo('a'), photo('b')], {})).toEqual({
      set: { 'photo-2': { value: 'b', messageId: 'message-b' } },
      then: 'go',
      output: 'next',
    });
  });

  it('keeps the photos it has when it is asked again in the middle', async () => {
    const entered = await enterBlock(questionPhoto, config, { variables: { photo: { value: 'a' } } });
    expect(entered.set).toBeUndefined();
    expect(JSON.stringify(entered.messages)).toContain('写真を1枚受け取りました');
  });

  it('forgets them when the conversation comes back to change the answer', async () => {
    const variables = { photo: { value: 'a' }, 'photo-2': { value: 'b' } };
    const entered = await enterBlock(questionPhoto, config, { variables });
    expect(entered.set).toEqual({ photo: { value: null }, 'photo-2': { value: null } });
  });

  it('does not let a photo that is there be skipped', async () => {
    const result = await playBlock(questionPhoto, config, [photo('a'), { type: 'text', text: '写真なし' }], {});
    expect(result.then).toBe('ask-again');
  });

  it('asks again for a photo that could not be fetched', async () => {
    expect((await playBlock(questionPhoto, config, [{ type: 'photo', messageId: 'm' }], {})).then).toBe('ask-again');
  });
});
