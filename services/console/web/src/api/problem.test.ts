import { describe, expect, it } from 'vitest';
import { ApiProblem, describeProblem, isTransient, networkLost, toProblem } from './problem.ts';

describe('a problem', () => {
  it('is read from RFC 9457, with the fields that were not taken', () => {
    const problems = [{ field: 'body.email', message: 'メールアドレスの形が違います。' }];
    const body = {
      type: 'urn:x',
      title: '入力に誤りがあります。',
      code: 'CONSOLE_INPUT_INVALID',
      requestId: 'r1',
      problems,
    };
    expect(describeProblem(400, body)).toMatchObject({
      ...{ status: 400, code: 'CONSOLE_INPUT_INVALID', message: '入力に誤りがあります。', requestId: 'r1', problems },
    });
  });

  it.each([[undefined], ['<html>'], [null], [{ problems: ['x', { field: 1 }] }]])(
    'has words of its own where the answer has none: %j',
    (body) => {
      const problem = describeProblem(502, body);
      expect(problem.message).toContain('もう一度お試しください');
      expect(problem.problems).toEqual([]);
    },
  );

  it('is worth another try where the network or a proxy was at fault', () => {
    const of = (status: number) => new ApiProblem({ status, code: 'X', message: '' });
    expect([networkLost(), of(502), of(503), of(504)].map(isTransient)).toEqual([true, true, true, true]);
    expect([of(400), of(409), of(500), new Error('x')].map(isTransient)).toEqual([false, false, false, false]);
  });

  it('shows nothing of an error of ours', () => {
    expect(toProblem(new TypeError('x is undefined')).message).not.toContain('undefined');
  });
});
