import { describe, expect, it } from 'vitest';
import { comeBackTo, signInAddress } from './come-back.ts';

const from = (text: string) => comeBackTo(new URLSearchParams({ from: text }));

describe('the address to come back to', () => {
  it.each(['/', '/cases', '/cases?status=done&text=%E7%A9%B4', '/programs/1#claims'])('is %s', (address) => {
    expect(from(address)).toBe(address);
  });

  it.each([
    ...[
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      'evil.example',
    ],
    // A browser drops these from an address before it reads it (https://url.spec.whatwg.org/#url-parsing).
    ...[
      '/\t/evil.example',
      '/\n/evil.example',
      '/\r\\evil.example',
      '\t//evil.example',
      '/./\t/evil.example/..//evil.example',
    ],
    ...['/sign-in', '/sign-in?from=/cases', '', ' //evil.example', '/..//evil.example', '/.//evil.example'],
  ])('is never away from here: %j', (address) => {
    const to = from(address);
    expect(new URL(to, 'https://console.example').origin).toBe('https://console.example');
    expect(to).toBe('/');
  });

  it('is asked for with the place where somebody was', () => {
    const address = signInAddress({ pathname: '/cases', search: '?status=done' });
    expect(comeBackTo(new URL(address, 'https://console.example').searchParams)).toBe('/cases?status=done');
  });
});
