import type { AnyBlock, BlockEvent, NearbyCase, Variables } from '@tenohira/feature-kit';
import { blockContract, enterBlock, playBlock } from '@tenohira/feature-kit/testing';
import { describe, expect, it } from 'vitest';
import { checkArea } from './check-area.ts';
import { chooseBySetting } from './choose-by-setting.ts';
import { describeReport } from './describe-report.ts';
import { findSimilar } from './find-similar.ts';

const place = { value: { latitude: 35.5, longitude: 135.5 }, messageId: 'm-place' };
const variables: Variables = { place, category: { value: '街路灯・照明' } };
const square = [
  [35.4, 135.4],
  [35.4, 135.6],
  [35.6, 135.6],
  [35.6, 135.4],
];

function nearby(count: number, over: Partial<NearbyCase> = {}): NearbyCase {
  return {
    caseId: `00000000-0000-7000-8000-0000000000c${count}`,
    number: `26-0004${count}`,
    title: '街路灯・照明',
    status: 'received',
    latitude: 35.5,
    longitude: 135.5,
    distanceM: 12,
    reportedOn: '2026-11-20',
    ...over,
  };
}

function portsWith(found: readonly NearbyCase[], queries: unknown[] = []) {
  return () => ({
    cases: {
      reserveNumber: async () => '26-00001',
      findNearby: async (query: unknown) => {
        queries.push(query);
        return found;
      },
    },
  });
}

blockContract(checkArea, { configs: { plain: {} }, variables, settings: { area: square } });
blockContract(chooseBySetting, { configs: { photos: { setting: 'maxPhotos' }, contact: { setting: 'contact' } } });
blockContract(describeReport, { configs: { plain: {} }, variables });
const similarConfigs = { plain: { text: '同じですか？' } };
describe('one report nearby', () =>
  blockContract(findSimilar, { configs: similarConfigs, variables, ports: portsWith([nearby(1)]) }));
describe('three reports nearby', () =>
  blockContract(findSimilar, {
    configs: similarConfigs,
    variables,
    ports: portsWith([nearby(1), nearby(2), nearby(3)]),
  }));

const enter = (block: AnyBlock, surroundings: Parameters<typeof enterBlock>[2], config: object = {}) =>
  enterBlock(block, block.config.parse(config), surroundings);

describe('check-area', () => {
  const check = (value: Variables[string]['value'], settings: object) =>
    enter(checkArea, { variables: { place: { value, messageId: 'm-place' } }, settings });
  const settings = {
    area: square,
    neighbours: [{ name: 'となり市', contact: '0120-000-111', area: square.map(([y = 0, x = 0]) => [y, x - 0.2]) }],
  };

  it('lets a place in the city pass without a doubt', async () => {
    expect(await check({ latitude: 35.5, longitude: 135.5 }, settings)).toMatchObject({
      output: 'inside',
      set: { 'area-doubt': { value: '' }, 'neighbour-name': { value: '' } },
    });
  });

  it('names the neighbour', async () => {
    expect(await check({ latitude: 35.5, longitude: 135.3 }, settings)).toMatchObject({
      output: 'neighbour',
      set: { 'neighbour-name': { value: 'となり市' }, 'neighbour-contact': { value: '0120-000-111' } },
    });
  });

  it('takes what it cannot judge, and tells staff why', async () => {
    const doubt = async (value: Variables[string]['value'], given: object) => {
      const result = await check(value, given);
      expect(result).toMatchObject({ then: 'go', output: 'inside' });
      return result.set?.['area-doubt'];
    };
    const source = { messageId: 'm-place' };
    expect(await doubt({ latitude: 35.5, longitude: 135.3 }, {})).toEqual({
      value: '市の区域が設定されていないため、区域の中か確かめていません。',
      ...source,
    });
    expect(await doubt({ address: '中央2-3' }, settings)).toEqual({
      value: '場所は文字だけです。市の区域の中か、確かめていません。',
      ...source,
    });
    expect(await doubt({ latitude: 35.5, longitude: 135.3997 }, settings)).toEqual({
      value: '市の境の外側、約27mの場所です。',
      ...source,
    });
  });
});

describe('find-similar', () => {
  const config = findSimilar.config.parse({ text: '同じですか？' });
  const answer = (events: BlockEvent[], found: readonly NearbyCase[]) =>
    playBlock(findSimilar, config, events, { variables, ports: portsWith(found) });

  it('looks around by the radius of the category, and by that of "other" for one that it does not know', async () => {
    const queries: unknown[] = [];
    const surroundings = {
      variables,
      settings: { similarRadiusM: { lamp: 35, other: 15 } },
      ports: portsWith([], queries),
    };
    expect(await enterBlock(findSimilar, config, surroundings)).toMatchObject({ then: 'go', output: 'none' });
    await enterBlock(findSimilar, config, { ...surroundings, variables: { place, category: { value: '橋' } } });
    expect(queries).toEqual([
      { category: '街路灯・照明', latitude: 35.5, longitude: 135.5, radiusM: 35, limit: 3 },
      { category: '橋', latitude: 35.5, longitude: 135.5, radiusM: 15, limit: 3 },
    ]);
  });

  it('does not look where the radius is 0, or the place has no point', async () => {
    const queries: unknown[] = [];
    const ports = portsWith([nearby(1)], queries);
    const off = { variables, settings: { similarRadiusM: { lamp: 0 } }, ports };
    expect(await enterBlock(findSimilar, config, off)).toMatchObject({ output: 'none' });
    const typed = { variables: { ...variables, place: { value: { address: '中央2-3' } } }, ports };
    expect(await enterBlock(findSimilar, config, typed)).toMatchObject({ output: 'none' });
    expect(queries).toEqual([]);
  });

  it('shows and keeps number, title, rough distance, day and status, and no photo', async () => {
    const result = await enterBlock(findSimilar, config, { variables, ports: portsWith([nearby(1)]) });
    const shown = JSON.stringify(result.messages);
    for (const words of ['26-00041', '街路灯・照明', '約10m', '11月20日(金)', '受付済み'])
      expect(shown).toContain(words);
    expect(result.set?.['similar-reports']?.messageId).toBe('m-place');
  });

  it('follows the report whose button was tapped', async () => {
    const result = await answer([{ type: 'answer', value: 'same:26-00042' }], [nearby(1), nearby(2)]);
    expect(result).toEqual({
      then: 'go',
      output: 'same',
      effects: [{ type: 'case.follow', payload: { caseId: nearby(2).caseId } }],
      set: { 'similar-number': { value: '26-00042' } },
    });
  });

  it('follows nothing that it has not offered', async () => {
    const result = await answer([{ type: 'answer', value: 'same:26-09999' }], [nearby(1)]);
    expect(result).toMatchObject({ then: 'ask-again' });
    expect(result.effects).toBeUndefined();
  });

  it.each(['はい', 'はい、同じです', 'おなじです。', '１', '１番', '26-00041'])(
    'understands "%s" as yes to one',
    async (text) => {
      expect(await answer([{ type: 'text', text }], [nearby(1)])).toMatchObject({ output: 'same' });
    },
  );

  it.each(['いいえ', '違います。', 'ちがう', '別です'])('understands "%s" as no', async (text) => {
    expect(await answer([{ type: 'text', text }], [nearby(1)])).toMatchObject({ output: 'different' });
  });

  it('asks again where "yes" could mean one of several', async () => {
    expect(await answer([{ type: 'text', text: 'はい' }], [nearby(1), nearby(2)])).toMatchObject({ then: 'ask-again' });
    expect(await answer([{ type: 'text', text: '3' }], [nearby(1), nearby(2)])).toMatchObject({ then: 'ask-again' });
  });

  it('goes on without offering where the place was unsent while it waited', async () => {
    const unsent = { variables: { category: { value: '街路灯・照明' } }, ports: portsWith([nearby(1)]) };
    expect(await playBlock(findSimilar, config, [{ type: 'text', text: 'はい' }], unsent)).toMatchObject({
      output: 'none',
    });
  });
});

describe('describe-report', () => {
  it('counts the photos that are still there, and says what is missing', async () => {
    const given = {
      photo: { value: 'p-1' },
      'photo-2': { value: null },
      'photo-3': { value: 'p-3' },
      contact: { value: 'form-1' },
      place: { value: { address: '', title: 'みほん駅' }, messageId: 'm-1' },
    };
    expect((await enter(describeReport, { variables: given })).set).toEqual({
      'place-text': { value: 'みほん駅', messageId: 'm-1' },
      'photo-text': { value: '2枚' },
      'contact-text': { value: '\n■連絡先：入力ページで受け取りました' },
    });
    expect((await enter(describeReport, { variables: { contact: { value: '' } } })).set).toEqual({
      'place-text': { value: 'もういちど聞きます' },
      'photo-text': { value: 'なし' },
      'contact-text': { value: '' },
    });
  });
});

describe('choose-by-setting', () => {
  it('goes the way that the city has set', async () => {
    const way = (setting: string, settings: object) => enter(chooseBySetting, { settings }, { setting });
    expect(await way('maxPhotos', {})).toMatchObject({ output: '3' });
    expect(await way('maxPhotos', { maxPhotos: 0 })).toMatchObject({ output: '0' });
    expect(await way('contact', { contact: 'required' })).toMatchObject({ output: 'required' });
  });
});
