import { isMunicipalityCode } from '@tenohira/core';
import { describe, expect, it } from 'vitest';
import { findMunicipalities, getMunicipality, listMunicipalities, officeOf } from './municipalities.ts';

describe('the list', () => {
  it('has 1,718 cities, towns and villages and 23 wards, each whole and with a check digit that fits', () => {
    const all = listMunicipalities();
    expect(all).toHaveLength(1_741);
    expect(all.filter(({ prefecture, name }) => prefecture === '東京都' && name.endsWith('区'))).toHaveLength(23);
    expect(new Set(all.map(({ code }) => code)).size).toBe(1_741);
    expect(new Set(all.map(({ prefecture }) => prefecture)).size).toBe(47);
    const unfit = all.filter(
      ({ code, name, kana, latitude, longitude }) =>
        !isMunicipalityCode(code) ||
        !/[市区町村]$/.test(name) ||
        !/^[ぁ-ゖー]+$/.test(kana) ||
        !(latitude > 20 && latitude < 46 && longitude > 122 && longitude < 154),
    );
    expect(unfit).toEqual([]);
  });

  it('is asked by code', () => {
    const [first] = listMunicipalities();
    expect(getMunicipality(first?.code ?? '')).toEqual(first);
    for (const code of ['131131', '131', '']) expect(() => getMunicipality(code)).toThrow('no municipality');
  });
});

describe('a search', () => {
  const sample = getMunicipality('122076');
  const { prefecture, name, kana, code } = sample;
  const katakana = kana.replace(/[ぁ-ゖ]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0x60));
  const wide = code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

  it.each([
    name,
    kana,
    katakana,
    kana.slice(0, -1),
    code,
    wide,
    `${prefecture} ${name}`,
    `${prefecture}　${name.slice(0, -1)}`,
  ])('finds by %s', (text) => {
    expect(findMunicipalities(text)).toEqual([sample]);
  });

  it('finds all of a prefecture', () => {
    const own = listMunicipalities().filter((each) => each.prefecture === prefecture);
    expect(findMunicipalities(prefecture, 100)).toEqual(own);
  });

  it('finds each of those that share a name', () => {
    const named = Map.groupBy(listMunicipalities(), (each) => each.name);
    const twins = [...named.values()].filter(({ length }) => length > 1);
    expect(twins.length).toBeGreaterThan(10);
    for (const twin of twins) {
      expect(findMunicipalities(twin[0]?.name ?? '').slice(0, twin.length)).toEqual(twin);
      expect(new Set(twin.map((each) => each.prefecture)).size).toBe(twin.length);
    }
  });

  it('puts what is so called before what begins so, and that before what holds it', () => {
    const begins = findMunicipalities('みなみ', 100).map((each) => each.kana.startsWith('みなみ'));
    const beginning = begins.filter(Boolean).length;
    expect(beginning).toBeGreaterThan(10);
    expect(begins.length).toBeGreaterThan(beginning);
    expect(begins.slice(0, beginning).every(Boolean)).toBe(true);
  });

  it('gives no more than was asked for, and nothing for nothing', () => {
    expect(findMunicipalities('し', 5)).toHaveLength(5);
    for (const nothing of ['', '　 ', 'どこにもない市']) expect(findMunicipalities(nothing)).toEqual([]);
  });
});

it.each([
  ['みほん市', 'みほん市役所'],
  ['みほん区', 'みほん区役所'],
  ['ためし町', 'ためし町役場'],
  ['れいだい村', 'れいだい村役場'],
])('%s has its %s', (name, office) => {
  expect(officeOf(name)).toBe(office);
});
