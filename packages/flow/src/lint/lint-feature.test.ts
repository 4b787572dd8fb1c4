import type { FlowInput } from '@tenohira/feature-kit';
import { describe, expect, it } from 'vitest';
import { reportFlow, sampleBlocks, sampleFeature } from '../testing/sample-feature.ts';
import { lintFeature } from './lint-feature.ts';

type Blocks = FlowInput['blocks'];
const end = { end: { type: 'end' } };
const say = (text: string, next = 'end') => ({ type: 'say', config: { text }, next: { next } });
const ask = (saveAs: string, next: string, text = '？') => ({ type: 'ask', config: { text, saveAs }, next: { next } });

const flowOf = (blocks: Blocks, more: Partial<FlowInput> = {}): FlowInput => ({
  key: 'main',
  title: '会話',
  start: Object.keys(blocks)[0] ?? 'none',
  blocks: { ...blocks, ...end },
  ...more,
});
const codes = (flow: FlowInput, ...others: FlowInput[]) =>
  lintFeature(sampleFeature('road', [flow, ...others]), sampleBlocks).map(
    ({ severity, code, block }) => `${severity} ${code} ${block ?? '-'}`,
  );

describe('lintFeature', () => {
  it('finds nothing wrong with a good feature', () => {
    expect(lintFeature(sampleFeature('road', [{ ...reportFlow, maxTaps: 6 }]), sampleBlocks)).toEqual([]);
  });

  it.each<[string, FlowInput, string[]]>([
    [
      'a kind of block that is not there',
      flowOf({ a: { type: 'magic', next: { next: 'end' } } }),
      ['error BLOCK_KIND_UNKNOWN a'],
    ],
    [
      'a config that its block cannot read',
      flowOf({ a: { type: 'say', config: { text: 1 }, next: { next: 'end' } } }),
      ['error CONFIG_INVALID a'],
    ],
    ['a start that is not there', flowOf({ a: say('x') }, { start: 'z' }), ['error START_MISSING -']],
    [
      'a way out without an edge',
      flowOf({ a: { type: 'say', config: { text: 'x' } } }),
      ['error EDGE_MISSING a', 'warning BLOCK_UNREACHABLE end'],
    ],
    ['an edge to nowhere', flowOf({ a: say('x', 'z') }), ['error EDGE_TO_NOWHERE a', 'warning BLOCK_UNREACHABLE end']],
    [
      'an edge of a way out that is not there',
      flowOf({ a: { ...say('x'), next: { next: 'end', other: 'end' } } }),
      ['warning EDGE_UNKNOWN a'],
    ],
    ['a block that nothing leads to', flowOf({ a: say('x'), b: say('y') }), ['warning BLOCK_UNREACHABLE b']],
    [
      'questions that go round for ever',
      flowOf({ a: ask('x', 'b'), b: ask('y', 'a') }),
      ['warning BLOCK_UNREACHABLE end', 'error NO_WAY_OUT a', 'error NO_WAY_OUT b'],
    ],
    [
      'a loop without a question',
      flowOf({ a: say('x', 'b'), b: say('y', 'a') }),
      ['warning BLOCK_UNREACHABLE end', 'error LOOP_WITHOUT_QUESTION a'],
    ],
    ['a text too long for LINE', flowOf({ a: say('あ'.repeat(5001)) }), ['error LINE_LIMIT a']],
    [
      'a text too long once the answer stands in it',
      flowOf({ a: ask('x', 'b'), b: say(`${'あ'.repeat(4991)}{{x}}`) }),
      ['error LINE_LIMIT b'],
    ],
    ['a text that fits with the longest answer', flowOf({ a: ask('x', 'b'), b: say(`${'あ'.repeat(4990)}{{x}}`) }), []],
    [
      'six messages in a row',
      flowOf({
        a: { type: 'say', config: { text: 'x', times: 4 }, next: { next: 'b' } },
        b: say('y', 'c'),
        c: ask('z', 'end'),
      }),
      ['error TOO_MANY_MESSAGES a'],
    ],
    ['an answer that nobody asked for', flowOf({ a: say('{{x}}') }), ['error VARIABLE_UNKNOWN a']],
    [
      'an answer that is asked for later',
      flowOf({ a: say('{{x}}', 'b'), b: ask('x', 'end') }),
      ['error VARIABLE_UNKNOWN a'],
    ],
    [
      'an answer that some never gave',
      flowOf({
        p: { type: 'pick', config: { text: '？', outputs: ['yes', 'no'] }, next: { yes: 'a', no: 'b' } },
        a: ask('x', 'b'),
        b: say('{{x}}'),
      }),
      ['warning VARIABLE_MAYBE_UNSET b'],
    ],
    [
      'the same with words for when it is missing',
      flowOf({
        p: { type: 'pick', config: { text: '？', outputs: ['yes', 'no'] }, next: { yes: 'a', no: 'b' } },
        a: ask('x', 'b'),
        b: say('{{x|なし}}'),
      }),
      [],
    ],
    ['what the start brings along', flowOf({ a: say('{{x}}') }, { inputs: { x: { maxLength: 10 } } }), []],
    ['names that are always there', flowOf({ a: say('{{city-name}} {{settings.phone}}') }), []],
    ['a setting that is not there', flowOf({ a: say('{{settings.fax}}') }), ['error VARIABLE_UNKNOWN a']],
    [
      'a call of a flow that is not there',
      flowOf({ a: { type: 'call', config: { flow: 'z' }, next: { next: 'end' } } }),
      ['error FLOW_UNKNOWN a'],
    ],
    ['more taps than promised', { ...reportFlow, maxTaps: 5 }, ['error TOO_MANY_TAPS -']],
  ])('says so: %s', (_name, flow, expected) => {
    expect(codes(flow)).toEqual(expected);
  });

  it('lets flows of a feature use what their callers have set', () => {
    const caller = flowOf({
      a: ask('x', 'b'),
      b: { type: 'call', config: { flow: 'inner' }, next: { next: 'c' } },
      c: say('{{y}}'),
    });
    const inner = flowOf({ a: say('{{x}}', 'b'), b: ask('y', 'end') }, { key: 'inner' });
    expect(codes(caller, inner)).toEqual([]);
  });

  it.each([
    [['メニュー'], 'KEYWORD_RESERVED'],
    [['どうろ', 'ドウロ'], 'KEYWORD_TAKEN'],
    [[' '], 'KEYWORD_EMPTY'],
    [['こうえん'], 'KEYWORD_TAKEN'],
  ])('says so of the keywords %j', (keywords, code) => {
    const park = sampleFeature('park', [reportFlow], {
      triggers: [{ flow: 'report', keywords: ['公園', 'コウエン'] }],
    });
    const road = sampleFeature('road', [reportFlow], { triggers: [{ flow: 'report', keywords }] });
    expect(lintFeature(road, sampleBlocks, [park, road]).map((found) => found.code)).toEqual([code]);
  });

  it('says so of the menu', () => {
    const road = sampleFeature('road', [reportFlow, reportFlow], { menu: { label: 'あ'.repeat(21), flow: 'z' } });
    expect(lintFeature(road, sampleBlocks).map(({ code }) => code)).toEqual([
      'MENU_LABEL_LENGTH',
      'FLOW_UNKNOWN',
      'FLOW_TWICE',
    ]);
  });
});
