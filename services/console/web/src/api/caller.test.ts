import { describe, expect, it } from 'vitest';
import { callerHeader, rememberCaller } from './caller.ts';

describe('whose page it is', () => {
  it('is told with each call once it is known, and never by whoever signs in', () => {
    expect(callerHeader('/me')).toEqual({});
    rememberCaller('/me', { staffId: 'a', name: '花子' });
    expect(callerHeader('/cases')).toEqual({ 'x-tenohira-caller': 'a' });
    expect(callerHeader('/me')).toEqual({ 'x-tenohira-caller': 'a' });
    expect(callerHeader('/sign-in/code')).toEqual({});
  });

  it('is forgotten when somebody signs in or out', () => {
    rememberCaller('/me', { staffId: 'a' });
    rememberCaller('/cases', { staffId: 'b' });
    expect(callerHeader('/cases')).toEqual({ 'x-tenohira-caller': 'a' });
    rememberCaller('/sign-in/code', { next: 'done' });
    expect(callerHeader('/cases')).toEqual({});
  });
});
