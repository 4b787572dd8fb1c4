import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerPostback, menuPostback, POSTBACK_MAX_LENGTH, parsePostback, startPostback } from './postback.ts';

describe('postback data', () => {
  it('reads back what was written, whatever the value holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (value) => {
        const data = answerPostback('session', 'block-1', value);
        expect(parsePostback(data)).toEqual({ kind: 'answer', sessionId: 'session', blockId: 'block-1', value });
      }),
    );
    expect(parsePostback(startPostback('road', 'report', { place: '道|=?', count: 3 }))).toEqual({
      kind: 'start',
      feature: 'road',
      flow: 'report',
      variables: { place: '道|=?', count: 3 },
    });
    expect(parsePostback(menuPostback(3))).toEqual({ kind: 'menu', page: 3 });
  });

  it('never throws on data that is not ours', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (data) => {
        expect(typeof parsePostback(data).kind).toBe('string');
      }),
    );
  });

  it.each([
    '',
    'start=',
    'start=road',
    'start=road/report?',
    'start=road/report?[1]',
    'start=../x',
    'menu=x',
    'Cancel',
    'a|b',
  ])('does not know %j', (data) => {
    expect(parsePostback(data)).toEqual({ kind: 'unknown' });
  });

  it('refuses what LINE would refuse, counted in UTF-16 code units', () => {
    expect(answerPostback('s'.repeat(16), 'b'.repeat(40), 'あ'.repeat(220)).length).toBeLessThanOrEqual(
      POSTBACK_MAX_LENGTH,
    );
    expect(() => answerPostback('s', 'b', '🙂'.repeat(150))).toThrow(
      expect.objectContaining({ code: 'FLOW_POSTBACK_TOO_LONG' }),
    );
    expect(() => startPostback('road', 'report', { text: 'あ'.repeat(300) })).toThrow();
  });
});
