import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import { POLICY_REPORTS, type Server } from '@tenohira/service-kit';

/** Where maps come from: 地理院タイル. */
const TILES = 'https://cyberjapandata.gsi.go.jp';

/**
 * Nothing but what the console itself serves, no inline script or style, and no markup from a string: Trusted Types, with
 * the one policy of web/src/shell/trusted-types.ts.
 */
const CONTENT_SECURITY_POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:', TILES],
  'connect-src': ["'self'"],
  'font-src': ["'self'"],
  'object-src': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['default'],
  // Deprecated for `report-to`, which not all browsers know and the others send by when they please; all know this one.
  'report-uri': [POLICY_REPORTS],
};

/** What the console asks of a browser is passkeys and the clipboard; the rest is off, also for what is framed. */
const PERMISSIONS_POLICY = [
  'publickey-credentials-get=(self)',
  'publickey-credentials-create=(self)',
  'clipboard-write=(self)',
  ...['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'hid', 'midi', 'display-capture'].map(
    (feature) => `${feature}=()`,
  ),
].join(', ');

const OPTIONS: FastifyHelmetOptions = {
  contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
};

/** On every answer of the console, pages and API alike. A route that needs another policy says so by `helmet: { … }`. */
export async function registerSecurityHeaders(server: Server): Promise<void> {
  await server.register(helmet, OPTIONS);
  server.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', PERMISSIONS_POLICY);
  });
}
