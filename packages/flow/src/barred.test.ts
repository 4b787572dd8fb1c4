// A resident outside the audience of a feature: told why and what to do, and never in the middle of something.
import { describe, expect, it } from 'vitest';
import { engineTexts } from './engine-texts.ts';
import { openConversation, reportFlow, sampleFeature } from './testing/sample-feature.ts';
import { showMessage } from './testing/show-message.ts';

const keyword = (word: string) => ({ triggers: [{ flow: 'report', keywords: [word] }] });
const road = sampleFeature('road', [reportFlow], keyword('どうろ'));
const park = sampleFeature('park', [reportFlow], keyword('こうえん'));
const identity = sampleFeature('identity', [{ ...reportFlow, key: 'register' }]);
const registration = { feature: 'identity', flow: 'register' };

const shown = (advanced: { messages: readonly Parameters<typeof showMessage>[0][] }) =>
  advanced.messages.map(showMessage);

function talkTo(barred: 'not-registered' | 'testing', more: Parameters<typeof openConversation>[1] = {}) {
  const talk = openConversation([road, park, identity], { registration, ...more });
  talk.bar('park', barred);
  return talk;
}

describe('a feature for the registered', () => {
  const refusal = `${engineTexts.onlyRegistered('parkのこと')}\n<登録する> <メニュー>`;

  it.each([
    ['a button of the rich menu', { type: 'postback', data: 'start=park/report' }],
    ['its keyword', { type: 'text', text: 'コウエン' }],
    ['a text that it recognises', { type: 'text', text: 'ベンチがこわれた' }],
  ] as const)('answers %s with the way to register', async (_name, event) => {
    const talk = talkTo('not-registered', {
      recognise: async (key, text) =>
        key === 'park' && text.startsWith('ベンチ') ? { flow: 'report', variables: {} } : undefined,
    });
    const advanced = await talk.send(event);
    expect(shown(advanced)).toEqual([refusal]);
    expect(advanced.effects).toEqual([]);
    expect(talk.session()).toBeUndefined();
  });

  it('begins where its button says', async () => {
    const talk = talkTo('not-registered');
    const [message] = (await talk.tap('start=park/report')).messages;
    const action = message?.quickReply?.items?.[0]?.action;
    expect(action).toMatchObject({ type: 'postback', data: 'start=identity/register' });
    await talk.tap('start=identity/register');
    expect(talk.session()).toMatchObject({ featureKey: 'identity' });
  });

  it('says whom to ask in a city where nobody can register', async () => {
    const talk = openConversation([road, park]);
    talk.bar('park', 'not-registered');
    expect(shown(await talk.tap('start=park/report'))).toEqual([
      `${engineTexts.onlyRegisteredNow('parkのこと', 'みほん市')}\n<メニュー>`,
    ]);
  });
});

describe('a feature that is being tried out', () => {
  it('says that it is not ready, and shows what is', async () => {
    const [words, menu] = shown(await talkTo('testing').tap('start=park/report'));
    expect(words).toBe(engineTexts.notReady('parkのこと'));
    expect(menu).toContain('[road] [identity]');
  });
});

describe('what is barred', () => {
  it('is not in the menu', async () => {
    const [menu] = shown(await talkTo('testing').say('メニュー'));
    expect(menu).toContain('[road]');
    expect(menu).not.toContain('[park]');
  });

  it('goes on where it was begun, and begins again only where it may', async () => {
    const talk = openConversation([road, park, identity], { registration });
    await talk.tap('start=park/report');
    await talk.answer('park');
    talk.bar('park', 'not-registered');
    expect(shown(await talk.say('最初から'))[0]).toContain(engineTexts.onlyRegistered('parkのこと'));
    expect(talk.session()?.blockId).toBe('detail');
    expect((await talk.say('穴')).effects).toHaveLength(1);
  });

  it('interrupts nothing: a question under way keeps its turn', async () => {
    const talk = talkTo('not-registered');
    await talk.tap('start=road/report');
    expect((await talk.say('こうえん')).route).toBe('waiting-block');
    expect(shown(await talk.tap('start=park/report'))[0]).toContain(engineTexts.onlyRegistered('parkのこと'));
    expect(talk.session()).toMatchObject({ featureKey: 'road', blockId: 'kind' });
  });

  it('takes no text that an open feature understands', async () => {
    const talk = talkTo('not-registered', { recognise: async () => ({ flow: 'report', variables: {} }) });
    expect((await talk.say('なにか')).session?.featureKey).toBe('road');
  });

  it('is refused after a conversation has run out of time, too', async () => {
    const talk = talkTo('testing');
    await talk.tap('start=road/report');
    talk.wait(31);
    const advanced = await talk.say('こうえん');
    expect(shown(advanced)[0]).toBe(engineTexts.notReady('parkのこと'));
    expect(talk.session()).toBeUndefined();
  });
});
