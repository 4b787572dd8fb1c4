import type { ResidentEvent } from '@tenohira/feature-kit';
import { hostileEvents } from '@tenohira/feature-kit/testing';
import { advance, answerPostback, createBlockRegistry, type Session, sessionSchema } from '@tenohira/flow';
import { cannedPorts, deterministicIds } from '@tenohira/flow/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sharedBlocks } from '../index.ts';
import { exampleFeature } from './example-feature.ts';

const helpful: ResidentEvent[] = [
  { type: 'text', text: '1' },
  { type: 'text', text: 'きのう' },
  { type: 'text', text: '写真なし' },
  { type: 'text', text: '最初から' },
  { type: 'photo', photoId: '00000000-0000-7000-8000-000000000001', messageId: 'm' },
  { type: 'location', latitude: 35, longitude: 135, address: 'みほん市' },
  { type: 'postback', data: 'start=park-report/report' },
  { type: 'postback', data: 'retry' },
];
const anyEvent = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...helpful) },
  fc.constantFrom(...hostileEvents(50, 7)),
);

it('lead any sequence of events to answers that LINE takes, without a block breaking', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyEvent, { minLength: 1, maxLength: 20 }), async (events) => {
      const settings: unknown = exampleFeature.settings.parse({});
      const features = [{ feature: exampleFeature, settings, flows: exampleFeature.flows, menuOrder: 0 }];
      const [ids, ports] = [deterministicIds(), cannedPorts()];
      let session: Session | undefined;
      for (const event of [{ type: 'postback', data: 'start=park-report/report' } as const, ...events]) {
        const advanced = await advance({
          features,
          blocks: createBlockRegistry(sharedBlocks),
          session,
          event: event.type === 'answer' ? toPostback(event, session) : event,
          context: {
            resident: { id: 'resident-1' },
            now: new Date('2026-11-24T10:00:00+09:00'),
            cityName: 'みほん市',
            ports: () => ports,
            ...ids,
          },
        });
        expect(advanced.log.filter(({ level }) => level === 'error')).toEqual([]);
        expect(advanced.messages.length).toBeGreaterThan(0);
        expect(advanced.messages.length).toBeLessThanOrEqual(5);
        expect(advanced.further).toEqual([]);
        session = advanced.session && sessionSchema.parse(JSON.parse(JSON.stringify(advanced.session)));
      }
    }),
    { numRuns: 100 },
  );
});

function toPostback({ value }: { value: string }, session: Session | undefined): ResidentEvent {
  return { type: 'postback', data: answerPostback(session?.id ?? 'gone', session?.blockId ?? 'gone', value) };
}
