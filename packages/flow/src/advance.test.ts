import { describe, expect, it } from 'vitest';
import { engineTexts } from './engine-texts.ts';
import { answerPostback } from './postback.ts';
import { ROUTES } from './routing.ts';
import { openConversation, reportFlow, sampleFeature } from './testing/sample-feature.ts';
import { showMessage } from './testing/show-message.ts';

const road = sampleFeature('road', [reportFlow], { triggers: [{ flow: 'report', keywords: ['どうろ'] }] });
const shown = (advanced: { messages: readonly Parameters<typeof showMessage>[0][] }) =>
  advanced.messages.map(showMessage);

async function atDetail() {
  const talk = openConversation([road]);
  await talk.tap('start=road/report');
  await talk.answer('road');
  return talk;
}

describe('routing', () => {
  it.each([
    ['a rich menu tab', { type: 'postback', data: 'none' }, 'nothing'],
    ['a My Number', { type: 'text', text: '１２３４-５６７８-９０１８' }, 'my-number'],
    ['a call for help', { type: 'text', text: 'たすけて！！' }, 'emergency'],
    ['despair', { type: 'text', text: '死にたい。' }, 'distress'],
    ['a new friend', { type: 'follow' }, 'follow'],
    ['やめる', { type: 'text', text: 'やめる。' }, 'cancel'],
    ['ｷｬﾝｾﾙ in half width', { type: 'text', text: ' ｷｬﾝｾﾙ ' }, 'cancel'],
    ['the cancel button', { type: 'postback', data: 'cancel' }, 'cancel'],
    ['最初から', { type: 'text', text: '最初から' }, 'restart'],
    ['メニュー', { type: 'text', text: 'めにゅー' }, 'menu'],
    ['HELP in full width', { type: 'text', text: 'ＨＥＬＰ' }, 'menu'],
    ['a menu button', { type: 'postback', data: 'start=road/report' }, 'start-button'],
    ['a button of nobody knows where', { type: 'postback', data: 'x=1' }, 'stale-button'],
    ['a keyword', { type: 'text', text: 'ドウロ' }, 'waiting-block'],
    ['a sticker', { type: 'other', kind: 'sticker' }, 'waiting-block'],
  ] as const)('in the middle of a question takes %s to its route', async (_name, event, route) => {
    const talk = await atDetail();
    expect((await talk.send(event)).route).toBe(route);
  });

  it.each([
    ['a keyword', { type: 'text', text: 'ドウロ' }, 'keyword'],
    ['another text', { type: 'text', text: 'こんにちは' }, 'main-menu'],
    ['a photo', { type: 'photo', photoId: 'p' }, 'main-menu'],
    ['an old answer', { type: 'postback', data: 'a|gone|kind|road' }, 'stale-button'],
    ['the retry button', { type: 'postback', data: 'retry' }, 'stale-button'],
    ['a form of long ago', { type: 'form', formId: 'f', values: {} }, 'main-menu'],
    ['やめる', { type: 'text', text: 'やめる' }, 'cancel'],
  ] as const)('with nothing under way takes %s to its route', async (_name, event, route) => {
    const talk = openConversation([road]);
    expect((await talk.send(event)).route).toBe(route);
  });

  it('has a name of its own for every route', () => {
    expect(new Set(ROUTES.map(({ name }) => name)).size).toBe(ROUTES.length);
  });

  it('asks the features whether they recognise a text, and starts with what they found', async () => {
    const talk = openConversation([road], {
      recognise: async (featureKey, text) =>
        featureKey === 'road' && text === '穴があいている' ? { flow: 'report', variables: { place: '道' } } : undefined,
    });
    const advanced = await talk.say('穴があいている');
    expect(advanced.route).toBe('recognise');
    expect(talk.session()?.variables).toEqual({ place: { value: '道', messageId: 'message-穴があいている' } });
  });
});

describe('advance', () => {
  it('goes from the menu to the end and carries the effects along', async () => {
    const talk = openConversation([road]);
    expect(shown(await talk.tap('start=road/report'))).toEqual(['どれですか？\n<road> <park> <やめる>']);
    expect(shown(await talk.answer('park'))).toEqual(['くわしく\n<やめる>']);
    const last = await talk.say('穴');
    expect(shown(last)).toEqual(['「穴」を受け付けました。\n<メニュー>']);
    expect(last.effects).toEqual([{ type: 'sample.submit', payload: ['detail'], featureKey: 'road' }]);
    expect(last.session).toBeUndefined();
  });

  it('does not take a keyword for anything but the answer where the question understands it', async () => {
    const talk = await atDetail();
    expect(shown(await talk.say('どうろ'))[0]).toContain('「どうろ」を受け付けました。');
  });

  it('starts the keyword where the question cannot understand it', async () => {
    const talk = openConversation([road]);
    await talk.tap('start=road/report');
    const advanced = await talk.say('どうろ');
    expect(shown(advanced)).toEqual(['「roadのこと」をはじめます。', 'どれですか？\n<road> <park> <やめる>']);
  });

  it('never applies a tap on an old button, and asks the present question again', async () => {
    const talk = openConversation([road]);
    await talk.tap('start=road/report');
    const old = answerPostback(talk.session()?.id ?? '', 'kind', 'park');
    await talk.answer('road');
    const advanced = await talk.tap(old);
    expect(shown(advanced)).toEqual([engineTexts.staleChoice, 'くわしく\n<やめる>']);
    expect(advanced.session?.blockId).toBe('detail');
  });

  it('never applies a tap from an earlier run of the same flow', async () => {
    const talk = openConversation([road]);
    await talk.tap('start=road/report');
    const old = answerPostback(talk.session()?.id ?? '', 'kind', 'park');
    await talk.say('最初から');
    expect((await talk.tap(old)).session?.blockId).toBe('kind');
  });

  it('keeps the conversation while the resident looks at the menu', async () => {
    const talk = await atDetail();
    await talk.say('メニュー');
    expect(shown(await talk.say('穴'))[0]).toContain('受け付けました');
  });

  it('refuses a My Number, keeps nothing of it and asks again', async () => {
    const talk = await atDetail();
    const advanced = await talk.say('番号は 123456789018');
    expect(shown(advanced)).toEqual([engineTexts.myNumber, 'くわしく\n<やめる>']);
    expect(JSON.stringify([advanced.session, advanced.log])).not.toContain('123456789018');
    expect(advanced.log).toEqual([{ level: 'warning', code: 'MY_NUMBER_REFUSED' }]);
  });

  it.each([
    ['助けて！', '119番（消防・救急）'],
    ['火事だ', '110番（警察）'],
    ['たすけてください', '119番（消防・救急）'],
    ['死にたい', 'よりそいホットライン'],
  ])('answers %j with a number to call, and keeps what is under way', async (words, number) => {
    const talk = await atDetail();
    const help = shown(await talk.say(words));
    expect(help).toEqual([expect.stringContaining(`[${number}]`)]);
    expect(help[0]).toContain('<質問にもどる> <やめる>');
    expect(shown(await talk.tap('retry'))).toEqual(['くわしく\n<やめる>']);
    expect(shown(await talk.say('穴'))[0]).toContain('受け付けました');
  });

  it('answers a call for help when nothing is under way', async () => {
    const talk = openConversation([road]);
    expect(shown(await talk.say('１１９番'))[0]).toContain('[119番（消防・救急）]');
  });

  it('takes a sentence with such a word in it as an answer', async () => {
    const talk = await atDetail();
    expect(shown(await talk.say('火事で焼けた柱'))[0]).toContain('受け付けました');
  });

  it('thanks for a sticker, and says of what it cannot read that a purpose comes first', async () => {
    const talk = openConversation([road]);
    expect(shown(await talk.send({ type: 'other', kind: 'sticker' }))[0]).toBe(engineTexts.thanksForSticker);
    expect(shown(await talk.send({ type: 'other', kind: 'audio' }))[0]).toBe(engineTexts.notReadHere);
  });

  it('points to the way out when it could not understand three times', async () => {
    const talk = await atDetail();
    const long = 'とても長い文章なのでわかりません';
    await talk.say(long);
    await talk.say(long);
    expect(shown(await talk.say(long))).toEqual([
      '10文字までの文字で送ってください。',
      `${engineTexts.stillNotUnderstood}\n<やめる> <メニュー>`,
    ]);
  });

  it('gives the same result when it runs twice for one event', async () => {
    const [first, second] = [await atDetail(), await atDetail()];
    expect(await first.say('穴')).toEqual(await second.say('穴'));
  });
});

describe('time', () => {
  it('does not apply an answer that comes after 30 minutes, and offers to begin again', async () => {
    const talk = await atDetail();
    talk.wait(30);
    const advanced = await talk.say('穴');
    expect(shown(advanced)).toEqual([`${engineTexts.expired('roadのこと')}\n<もういちど はじめる> <メニュー>`]);
    expect(advanced.session).toBeUndefined();
    expect(advanced.effects).toEqual([]);
    expect((await talk.tap('start=road/report')).session?.blockId).toBe('kind');
  });

  it('counts from the last event, and as long as the city says', async () => {
    const talk = openConversation([road], { sessionTimeoutMs: 5 * 60_000 });
    await talk.tap('start=road/report');
    talk.wait(4);
    await talk.answer('road');
    talk.wait(4);
    expect(shown(await talk.say('穴'))[0]).toContain('受け付けました');
  });

  it('lets a keyword start its flow when the time is over', async () => {
    const talk = await atDetail();
    talk.wait(60);
    expect(shown(await talk.say('どうろ'))).toEqual(['どれですか？\n<road> <park> <やめる>']);
  });
});

describe('what breaks', () => {
  const withFault = (fault: string) =>
    sampleFeature('bad', [
      {
        key: 'main',
        title: '会話',
        start: 'faulty',
        blocks: { faulty: { type: 'faulty', config: { fault }, next: { next: 'end' } }, end: { type: 'end' } },
      },
    ]);

  it.each([
    ['throw-on-enter', 'BLOCK_THREW'],
    ['unknown-output', 'OUTPUT_UNKNOWN'],
    ['nonsense', 'RESULT_INVALID'],
    ['bad-message', 'MESSAGE_INVALID'],
  ])('stays at a block with the fault %s, and ends the second time', async (fault, code) => {
    const talk = openConversation([withFault(fault)]);
    const first = await talk.tap('start=bad/main');
    expect(shown(first)).toEqual([`${engineTexts.broken}\n<もういちど> <やめる> <メニュー>`]);
    expect(first.log).toMatchObject([{ level: 'error', code, featureKey: 'bad', blockId: 'faulty' }]);
    expect(JSON.stringify(first)).not.toContain('山田');
    const second = await talk.tap('retry');
    expect(shown(second)[0]).toBe(engineTexts.brokenAgain);
    expect(second.session).toBeUndefined();
  });

  it('lets the resident answer again where taking the answer broke', async () => {
    const talk = openConversation([withFault('throw-on-receive')]);
    await talk.tap('start=bad/main');
    expect((await talk.say('あ')).session).toMatchObject({ waiting: true, failureCount: 1 });
    expect((await talk.say('あ')).session).toBeUndefined();
  });

  it('stops a flow that goes round in circles', async () => {
    const circle = sampleFeature('bad', [
      {
        key: 'main',
        title: '会話',
        start: 'a',
        blocks: { a: { type: 'submit', next: { next: 'b' } }, b: { type: 'submit', next: { next: 'a' } } },
      },
    ]);
    const advanced = await openConversation([circle]).tap('start=bad/main');
    expect(advanced.log.at(-1)?.code).toBe('LOOP');
    expect(advanced.session).toBeUndefined();
  });

  it('says that the service is gone when the city has switched it off', async () => {
    const advanced = await openConversation([road]).tap('start=bench/main');
    expect(shown(advanced)[0]).toBe(engineTexts.notAvailable);
  });

  it('goes on with the new texts when staff edit the flow, and offers to begin again when the question is gone', async () => {
    const talk = await atDetail();
    const detail = { type: 'ask', config: { text: '新しい文', saveAs: 'detail' }, next: { next: 'end' } };
    talk.replaceFlows([{ ...reportFlow, blocks: { ...reportFlow.blocks, detail } }]);
    expect((await talk.say('あまりに長い長い答えです')).session?.blockId).toBe('detail');
    talk.replaceFlows([
      {
        ...reportFlow,
        blocks: { ...reportFlow.blocks, detail: { type: 'say', config: { text: '' }, next: { next: 'end' } } },
      },
    ]);
    const advanced = await talk.say('穴');
    expect(shown(advanced)[0]).toContain(engineTexts.flowChanged('roadのこと'));
    expect(advanced.session).toBeUndefined();
  });

  it('pushes what does not fit five messages, and drops nothing', async () => {
    const many = sampleFeature('many', [
      {
        key: 'main',
        title: '会話',
        start: 'first',
        blocks: {
          first: { type: 'say', config: { text: 'あ'.repeat(3000), times: 7 }, next: { next: 'end' } },
          end: { type: 'end' },
        },
      },
    ]);
    const advanced = await openConversation([many]).tap('start=many/main');
    expect([advanced.messages.length, advanced.further.map((group) => group.length)]).toEqual([5, [2]]);
    expect(advanced.log.map(({ code }) => code)).toContain('MORE_THAN_FIVE_MESSAGES');
  });
});

describe('flows that call flows', () => {
  const ending = { end: { type: 'end' } };
  const caller = (config: { flow: string; feature?: string }) =>
    sampleFeature('caller', [
      {
        key: 'main',
        title: '会話',
        start: 'name',
        blocks: {
          name: { type: 'ask', config: { text: '名前は？', saveAs: 'name' }, next: { next: 'call' } },
          call: { type: 'call', config, next: { next: 'after' } },
          after: { type: 'say', config: { text: '{{name}}と{{detail|なし}}' }, next: { next: 'end' } },
          ...ending,
        },
      },
      {
        key: 'inner',
        title: '会話',
        start: 'detail',
        blocks: {
          detail: {
            type: 'ask',
            config: { text: '{{name|？}}さん、くわしく', saveAs: 'detail' },
            next: { next: 'end' },
          },
          ...ending,
        },
      },
    ]);

  it('share variables within a feature and come back to the caller', async () => {
    const talk = openConversation([caller({ flow: 'inner' })]);
    await talk.tap('start=caller/main');
    expect(shown(await talk.say('花'))).toEqual(['花さん、くわしく\n<やめる>']);
    expect(shown(await talk.say('穴'))[0]).toContain('花と穴');
  });

  it('keep their variables to themselves across features', async () => {
    const talk = openConversation([caller({ flow: 'report', feature: 'road' }), road]);
    await talk.tap('start=caller/main');
    await talk.say('花');
    expect(talk.session()?.variables).toEqual({});
    await talk.answer('road');
    expect(shown(await talk.say('穴')).at(-1)).toContain('花となし');
  });

  it('break politely where the called flow is not there', async () => {
    const talk = openConversation([caller({ flow: 'nowhere' })]);
    await talk.tap('start=caller/main');
    expect((await talk.say('花')).log.map(({ code }) => code)).toEqual(['FLOW_UNKNOWN']);
  });

  it('break politely where a flow calls itself without end', async () => {
    const self = sampleFeature('self', [
      {
        key: 'main',
        title: '会話',
        start: 'call',
        blocks: { call: { type: 'call', config: { flow: 'main' }, next: { next: 'end' } }, ...ending },
      },
    ]);
    const advanced = await openConversation([self]).tap('start=self/main');
    expect(advanced.log.map(({ code }) => code)).toEqual(['TOO_MANY_CALLERS']);
  });
});
