/** What a new passkey is called until its owner says otherwise: the machine that it was made on. */
export function suggestLabel(userAgent: string): string {
  const [, name] = DEVICES.find(([pattern]) => pattern.test(userAgent)) ?? [undefined, '端末'];
  return `${name}のパスキー`;
}

const DEVICES: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Macintosh/, 'Mac'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'Chromebook'],
];

/** `Windows・Edge`, as far as a browser says. */
export function describeDevice(userAgent: string | null): string {
  if (userAgent === null) return 'わからない端末';
  const device = DEVICES.find(([pattern]) => pattern.test(userAgent))?.[1] ?? '端末';
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  return browser === undefined ? device : `${device}・${browser}`;
}

// In this order: each later one claims to be the ones before it.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
