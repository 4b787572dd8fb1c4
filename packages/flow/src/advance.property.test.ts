import type { ResidentEvent } from '@tenohira/feature-kit';
import { checkMessages } from '@tenohira/line/check';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sessionSchema } from './session.ts';
import { openConversation, reportFlow, sampleFeature } from './testing/sample-feature.ts';

const road = sampleFeature('road', [reportFlow], { triggers: [{ flow: 'report', keywords: ['どうろ'] }] });
const bad = sampleFeature('bad', [
  {
    key: 'main',
    title: '会話',
    start: 'ask',
    blocks: {
      ask: { type: 'ask', config: { text: 'なに？', saveAs: 'what' }, next: { next: 'faulty' } },
      faulty: { type: 'faulty', config: { fault: 'throw-on-receive' }, next: { next: 'end' } },
      end: { type: 'end' },
    },
  },
]);

const word = fc.constantFrom(
  'やめる',
  '最初から',
  'メニュー',
  'どうろ',
  'はい',
  '123456789018',
  '{{detail}}',
  '__proto__',
);
const anyText = fc.oneof(word, fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constant('あ'.repeat(5000)));
const anyData = fc.oneof(
  fc.constantFrom('cancel', 'restart', 'retry', 'menu', 'menu=99', 'none', 'start=road/report', 'start=bad/main'),
  fc.constantFrom('start=road/report?{"detail":1}', 'start=__proto__/constructor', 'a|||', 'a|x|kind|road'),
  fc.string({ maxLength: 300 }),
);
const step = fc.oneof(
  fc.record({ send: fc.record({ type: fc.constant('text' as const), text: anyText, messageId: fc.string() }) }),
  fc.record({ send: fc.record({ type: fc.constant('postback' as const), data: anyData }) }),
  fc.record({ answer: fc.constantFrom('road', 'park', 'nothing', '') }),
  fc.record({ send: fc.constant<ResidentEvent>({ type: 'follow' }) }),
  fc.record({ send: fc.constant<ResidentEvent>({ type: 'photo', photoId: 'p' }) }),
  fc.record({ send: fc.constant<ResidentEvent>({ type: 'location', latitude: 1, longitude: 2 }) }),
  fc.record({ send: fc.constant<ResidentEvent>({ type: 'form', formId: 'f', values: {} }) }),
  fc.record({ send: fc.record({ type: fc.constant('other' as const), kind: fc.string() }) }),
  fc.record({ waitMinutes: fc.integer({ min: 1, max: 60 }) }),
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function play(steps: readonly Step[]) {
  const talk = openConversation([road, bad]);
  const results = [];
  for (const taken of steps) {
    if ('waitMinutes' in taken) talk.wait(taken.waitMinutes);
    else results.push(await ('answer' in taken ? talk.answer(taken.answer) : talk.send(taken.send)));
  }
  return results;
}

it('answers any sequence of events in what LINE takes, and keeps a session that can be stored', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      for (const { messages, further, session } of await play(steps)) {
        for (const group of [messages, ...further].filter(({ length }) => length > 0)) {
          expect(group.length).toBeLessThanOrEqual(5);
          expect(checkMessages(group)).toEqual([]);
        }
        if (session) expect(sessionSchema.parse(JSON.parse(JSON.stringify(session)))).toEqual(session);
      }
    }),
    { numRuns: 200 },
  );
});

it('replays any sequence of events to the same results', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      expect(await play(steps)).toEqual(await play(steps));
    }),
    { numRuns: 50 },
  );
});

it('never lets a My Number into a session, an effect or the log', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const results = await play([...steps, { send: { type: 'text', text: '1234 5678 9018', messageId: 'm' } }]);
      expect(JSON.stringify(results.map(({ session, effects, log }) => [session, effects, log]))).not.toMatch(
        /1234 ?5678 ?9018/,
      );
    }),
    { numRuns: 50 },
  );
});
