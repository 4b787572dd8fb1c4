import { describe, expect, it } from 'vitest';
import { describeDevice, suggestLabel } from '../credentials/passkey-label.ts';
import { comeBackTo, signInAddress } from './come-back.ts';
import { navigationFor } from './navigation.ts';

describe('after signing in', () => {
  it.each(['/cases/26-1', '/settings/audit?subject=claim%3A1&x=%E3%81%82'])('one is back at %s', (address) => {
    const [pathname = '', search] = address.split('?');
    const where = signInAddress({ pathname, search: search === undefined ? '' : `?${search}` });
    expect(comeBackTo(new URL(where, 'https://console.example').searchParams)).toBe(address);
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/sign-in', ''])(
    'one is at home, not at %j',
    (from) => {
      expect(comeBackTo(new URLSearchParams({ from }))).toBe('/');
    },
  );
});

it('shows of the menu what has a page and is permitted', () => {
  const pages = [
    { path: '/' },
    { path: '/cases', permission: 'read' as const },
    { path: '/settings', permission: 'manage' as const },
    { path: '/operator/cities', permission: 'operate' as const },
    { path: '/cases/:caseNumber' },
  ];
  const labels = (permissions: Parameters<typeof navigationFor>[1]) =>
    navigationFor(pages, permissions).map(({ label, items }) => [label, items.map((item) => item.label)]);
  expect(labels(['read'])).toEqual([[undefined, ['ホーム', '受付']]]);
  expect(labels(['operate'])).toEqual([
    [undefined, ['ホーム']],
    ['運営', ['市区町村']],
  ]);
});

it('names devices as people do', () => {
  const edge = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0';
  expect(describeDevice(edge)).toBe('Windows・Edge');
  expect(describeDevice(null)).toBe('わからない端末');
  expect(suggestLabel('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)')).toBe('iPhoneのパスキー');
});
