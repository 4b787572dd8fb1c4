import { describe, expect, it } from 'vitest';
import { placeProblems } from './place-problems.ts';
import { ApiProblem } from './problem.ts';

function place(values: object, problems: { field: string; message: string }[]) {
  const placed: Record<string, string | undefined> = {};
  const form = {
    getValues: () => values,
    setError: (name: string, { message }: { message?: string }) => {
      placed[name] = message;
    },
  };
  const problem = new ApiProblem({ status: 422, code: 'X', message: '入力に誤りがあります。', problems });
  return { placed, left: placeProblems(form as never, problem) }; // the two functions that it uses
}

describe('what the server does not take', () => {
  it('is put at its fields, and nothing is left for the form', () => {
    const { placed, left } = place({ email: '', address: { towns: [{ name: '' }] } }, [
      { field: 'body.email', message: 'a' },
      { field: 'body.address.towns.0.name', message: 'b' },
    ]);
    expect(placed).toEqual({ email: 'a', 'address.towns.0.name': 'b' });
    expect(left).toBeUndefined();
  });

  it('finds the fields that a schema drew', () => {
    const settings = { neighbours: [{ name: '' }] };
    expect(place({ settings }, [{ field: 'body.neighbours.0.name', message: 'a' }]).placed).toEqual({
      'settings.neighbours.0.name': 'a',
    });
  });

  it('is said by the form where there is no such field', () => {
    const { placed, left } = place({ email: '' }, [
      { field: 'body.email', message: 'a' },
      { field: 'query.limit', message: '多すぎます' },
    ]);
    expect(placed).toEqual({ email: 'a' });
    expect(left?.message).toContain('多すぎます');
  });

  it('is said by the form where no field is named', () => {
    expect(place({ email: '' }, []).left?.message).toBe('入力に誤りがあります。');
  });
});
