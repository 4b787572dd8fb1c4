import { type Message, postbackAction, textMessage } from '@tenohira/feature-kit';
import { describe, expect, it } from 'vitest';
import { arrangeMessages } from './arrange-messages.ts';
import { showMessage } from './testing/show-message.ts';

const cancel = postbackAction('やめる', 'cancel');
const yes = postbackAction('はい', 'yes');
const image: Message = {
  type: 'image',
  originalContentUrl: 'https://city.example/a.png',
  previewImageUrl: 'https://city.example/a.png',
};
const shown = (messages: readonly Message[]) =>
  arrangeMessages(messages, [cancel]).map((group) => group.map(showMessage));

describe('arrangeMessages', () => {
  it('moves quick replies to the last message, where LINE shows them', () => {
    expect(shown([textMessage('どうしますか', [yes]), textMessage('急ぎません')])).toEqual([
      ['どうしますか', '急ぎません\n<はい> <やめる>'],
    ]);
  });

  it('adds no button that is there already, and none where there is no room', () => {
    expect(shown([textMessage('？', [cancel, yes])])).toEqual([['？\n<やめる> <はい>']]);
    const full = Array.from({ length: 13 }, (_, index) => postbackAction(`${index}`, `${index}`));
    expect(shown([textMessage('？', full)])[0]?.[0]).not.toContain('やめる');
  });

  it('joins neighbouring texts until five messages are left', () => {
    const texts = ['1', '2', '3', '4', '5', '6', '7'].map((text) => textMessage(text));
    expect(shown(texts)).toEqual([['1\n\n2\n\n3', '4', '5', '6', '7\n<やめる>']]);
  });

  it('groups by five what cannot be joined', () => {
    const groups = arrangeMessages(
      Array.from({ length: 12 }, () => image),
      [cancel],
    );
    expect(groups.map((group) => group.length)).toEqual([5, 5, 2]);
    expect(groups.at(-1)?.at(-1)?.quickReply?.items).toHaveLength(1);
  });

  it('leaves five texts and fewer as they are', () => {
    expect(shown(['1', '2', '3', '4', '5'].map((text) => textMessage(text)))[0]).toHaveLength(5);
    expect(arrangeMessages([], [cancel])).toEqual([]);
  });
});
