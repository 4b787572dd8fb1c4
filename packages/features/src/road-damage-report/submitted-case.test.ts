// What staff get: the case of a whole conversation, and what is left of it after an unsend.
import { sharedBlocks } from '@tenohira/blocks';
import { caseSubmitSchema, type ResidentEvent } from '@tenohira/feature-kit';
import { advance, answerPostback, createBlockRegistry, erase, type Session, startPostback } from '@tenohira/flow';
import { cannedPorts, deterministicIds, showMessage } from '@tenohira/flow/testing';
import { describe, expect, it } from 'vitest';
import { roadDamageReport } from './index.ts';
import { settingsSchema } from './schema.ts';

const start: ResidentEvent = { type: 'postback', data: startPostback('road-damage-report', 'report') };
const photo: ResidentEvent = { type: 'photo', photoId: '00000000-0000-7000-8000-0000000000f1', messageId: 'm-photo' };
const place: ResidentEvent = {
  type: 'location',
  latitude: 35.5,
  longitude: 135.5,
  address: 'みほん市中央1-1',
  messageId: 'm-place',
};
const detail: ResidentEvent = { type: 'text', text: 'ふたが割れています', messageId: 'm-detail' };
const say = (text: string): ResidentEvent => ({ type: 'text', text });

describe('a submitted report', () => {
  it('has fields that say which message they came from, a place on the map, and a title without the words of the reporter', async () => {
    const resident = begin();
    await resident.does(start, say('側溝・ふた'), photo, place, detail, say('送信する'));
    expect(resident.submitted).toEqual([
      {
        caseId: expect.any(String),
        number: '26-00001',
        title: '側溝・ふた',
        category: '側溝・ふた',
        latitude: 35.5,
        longitude: 135.5,
        fields: [
          { key: 'category', label: '種類', kind: 'choice', value: '側溝・ふた' },
          { key: 'place', label: '場所', kind: 'location', value: 'みほん市中央1-1', messageId: 'm-place' },
          {
            key: 'area-doubt',
            label: '職員に確かめてほしいこと',
            kind: 'text',
            value: '市の区域が設定されていないため、区域の中か確かめていません。',
            messageId: 'm-place',
          },
          {
            key: 'photo',
            label: '写真',
            kind: 'photo',
            value: photo.type === 'photo' && photo.photoId,
            messageId: 'm-photo',
          },
          { key: 'detail', label: 'くわしく', kind: 'text', value: 'ふたが割れています', messageId: 'm-detail' },
        ],
      },
    ]);
  });

  it('has neither the photo nor the words that were unsent before it was sent', async () => {
    const resident = begin();
    await resident.does(start, say('側溝・ふた'), photo, place, detail);
    resident.unsends('m-photo', 'm-detail');
    await resident.does(say('送信する'));
    expect(resident.submitted[0]?.fields.map(({ key }) => key)).toEqual(['category', 'place', 'area-doubt']);
  });

  it('is not sent without a place: one that was unsent is asked for again', async () => {
    const resident = begin();
    await resident.does(start, say('側溝・ふた'), photo, place, detail);
    resident.unsends('m-place');
    await resident.does(say('送信する'));
    expect(resident.submitted).toEqual([]);
    expect(resident.heard.at(-1)).toContain('場所はどこですか？');
    await resident.does(place);
    // What was said before is not asked again.
    expect(resident.heard.at(-1)).toContain('■くわしく：ふたが割れています');
    await resident.does(say('送信する'));
    expect(resident.submitted).toMatchObject([{ latitude: 35.5, longitude: 135.5 }]);
  });

  it('keeps the words with which the resident began, so that they are not asked for', async () => {
    const resident = begin();
    await resident.does(
      { type: 'text', text: '道路に穴があいています', messageId: 'm-first' },
      say('道路の穴・ひび割れ'),
      photo,
      place,
      say('送信する'),
    );
    expect(resident.heard.join('\n')).not.toContain('どうなっていますか');
    expect(resident.submitted[0]?.fields).toContainEqual(
      expect.objectContaining({ key: 'detail', value: '道路に穴があいています', messageId: 'm-first' }),
    );
  });

  it('carries the id of the contact page, never what was typed there', async () => {
    const resident = begin({ contact: 'required' });
    await resident.does(start, say('側溝・ふた'), photo, place, detail);
    const formId = resident.formId;
    await resident.does({ type: 'form', formId, values: {} }, say('送信する'));
    expect(resident.submitted[0]?.fields).toContainEqual({
      key: 'contact',
      label: '連絡先',
      kind: 'form',
      value: formId,
    });
  });
});

describe('a button of the card of similar reports', () => {
  it('does nothing after the conversation has gone on', async () => {
    const resident = begin({}, [similar]);
    await resident.does(start, say('側溝・ふた'), photo, place);
    const { id, blockId } = resident.session ?? { id: '', blockId: '' };
    await resident.does(say('ちがいます'), { type: 'postback', data: answerPostback(id, blockId, 'same:26-00042') });
    expect(resident.effects).not.toContain('case.follow');
    expect(resident.heard.join('\n')).toContain('この選択肢は古くなっています');
  });
});

const similar = {
  caseId: '00000000-0000-7000-8000-0000000000c1',
  number: '26-00042',
  title: '側溝・ふた',
  status: 'received',
  latitude: 35.5,
  longitude: 135.5,
  distanceM: 12,
  reportedOn: '2026-11-20',
};

/** A city that asks for one photo, and a resident in it. */
function begin(settings: object = {}, nearby: (typeof similar)[] = []) {
  const parsed = settingsSchema.parse({ maxPhotos: 1, ...settings });
  const ports = cannedPorts({ cases: { findNearby: nearby } });
  const ids = deterministicIds();
  // Empty at first: the assertions say what they will hold.
  const resident = {
    session: undefined as Session | undefined,
    heard: [] as string[],
    effects: [] as string[],
    submitted: [] as ReturnType<typeof caseSubmitSchema.parse>[],
    formId: '',
    unsends(...messageIds: string[]) {
      for (const messageId of messageIds) resident.session &&= erase(resident.session, messageId);
    },
    async does(...events: ResidentEvent[]) {
      for (const event of events) {
        const advanced = await advance({
          features: [{ feature: roadDamageReport, settings: parsed, flows: roadDamageReport.flows, menuOrder: 0 }],
          blocks: createBlockRegistry(sharedBlocks, roadDamageReport.blocks),
          session: resident.session,
          event,
          context: {
            resident: { id: 'resident-1' },
            now: new Date('2026-11-24T01:00:00Z'),
            cityName: 'みほん市',
            ports: () => ports,
            ...ids,
            recognise: async (_key, text) => roadDamageReport.recognise?.(undefined as never, text), // it looks at the text alone
          },
        });
        resident.session = advanced.session;
        resident.heard.push(...advanced.messages.map(showMessage));
        for (const { type, payload } of advanced.effects) {
          resident.effects.push(type);
          if (type === 'case.submit') resident.submitted.push(caseSubmitSchema.parse(payload));
          if (type === 'form.open') resident.formId = (payload as { formId: string }).formId; // of formOpenSchema
        }
      }
    },
  };
  return resident;
}
