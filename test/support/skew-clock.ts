// Loaded before a service by `--import=…/skew-clock.ts?ms=86400000`: its machine's clock is that much ahead. Only the wall
// clock is; what the process measures by its monotonic clock is right, as on a real machine.
const skewMs = Number(new URL(import.meta.url).searchParams.get('ms'));
const RightDate = Date;

globalThis.Date = new Proxy(RightDate, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [RightDate.now() + skewMs] : args, newTarget),
  apply: () => new Date().toString(),
  get: (target, key, receiver) => (key === 'now' ? () => RightDate.now() + skewMs : Reflect.get(target, key, receiver)),
});
