export * from './clock.ts';
export * from './errors.ts';
export * from './fail-point.ts';
export * from './ids.ts';
export * from './japanese-date.ts';
export * from './japanese-text.ts';
export * from './json.ts';
export * from './my-number.ts';
