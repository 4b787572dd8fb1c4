import { errors } from './errors.ts';

/** How the mail server is reached. */
export type MailServer = {
  host: string;
  port: number;
  /** TLS from the first byte, the upgrade by STARTTLS or nothing, or plain text. */
  tls: 'implicit' | 'starttls' | 'off';
  login: { user: string; pass: string } | undefined;
};

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Reads `smtps://user:password@host:465` or `smtp://user:password@host:587`. TLS is required, but on this machine
 * (`smtp://localhost:3025`) and where the address says so (`smtp://host:25?tls=off`); `?tls=required` asks for it anywhere.
 * A password never goes over plain text, wherever the server is.
 *
 * @throws AppError MAIL_URL_INVALID
 */
export function readMailUrl(text: string): MailServer {
  const url = URL.parse(text);
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') throw errors.URL_INVALID();
  const tls = readTls(url);
  const login =
    url.username === ''
      ? undefined
      : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  if (login && tls === 'off') throw errors.URL_INVALID({ message: 'a password needs TLS: smtps://, or ?tls=required' });
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (tls === 'implicit' ? 465 : 587) : Number(url.port),
    tls,
    login,
  };
}

function readTls(url: URL): MailServer['tls'] {
  const wish = url.searchParams.get('tls') ?? (LOOPBACK.has(url.hostname) ? 'off' : 'required');
  if (url.protocol === 'smtps:') return 'implicit';
  if (wish === 'required') return 'starttls';
  if (wish === 'off') return 'off';
  throw errors.URL_INVALID({ message: 'tls is required or off' });
}
