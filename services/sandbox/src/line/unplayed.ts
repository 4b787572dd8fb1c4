// What LINE has and the sandbox does not play. A clear 404 saves the reader from looking for a typing error.
const UNPLAYED: readonly { pattern: RegExp; what: string }[] = [
  { pattern: /^\/v2\/bot\/message(\/validate|\/progress)?\/narrowcast/, what: 'narrowcast' },
  { pattern: /^\/v2\/bot\/audienceGroup/, what: 'audiences' },
  { pattern: /^\/v2\/bot\/insight/, what: 'insight' },
  { pattern: /^\/v2\/bot\/message\/aggregation/, what: 'aggregation units' },
  { pattern: /^\/v2\/bot\/(richmenu\/(validate|progress)\/batch|richmenu\/batch)/, what: 'rich menu batches' },
  { pattern: /^\/v2\/bot\/(group|room)\//, what: 'groups and rooms' },
  { pattern: /^\/v2\/bot\/(coupon|membership)/, what: 'coupons and memberships' },
  { pattern: /^\/v2\/bot\/message\/delivery\/pnp|^\/bot\/pnp/, what: 'LINE notification messages' },
  { pattern: /^\/v2\/bot\/channel\/(attach|detach)|^\/v2\/bot\/chat\/.*\/control/, what: 'module channels' },
  { pattern: /^\/oauth2\/v2\.1\//, what: 'channel access tokens v2.1 and LINE Login' },
];

/** The message of the 404, or nothing where LINE has no such endpoint either. */
export function describeUnplayed(path: string): string | undefined {
  const what = UNPLAYED.find(({ pattern }) => pattern.test(path))?.what;
  return what === undefined ? undefined : `The Tenohira sandbox does not play ${what}: ${path}`;
}
