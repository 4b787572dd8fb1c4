// AWS Signature Version 4, as much of it as requests with a body of text need:
// docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { createHash, createHmac } from 'node:crypto';

export type UnsignedRequest = {
  method: string;
  url: string;
  /** In lower case. `host` and `x-amz-date` are added; all of them are signed. */
  headers: Readonly<Record<string, string>>;
  body: string;
};

export type Signer = { accessKeyId: string; secretAccessKey: string; region: string; service: string; now: Date };

/** The headers to send: the given ones, `x-amz-date` and `authorization`. `host` is left to the one who sends. */
export function signRequest(request: UnsignedRequest, signer: Signer): Record<string, string> {
  const url = new URL(request.url);
  const stamp = signer.now.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const sent = { ...request.headers, 'x-amz-date': stamp };
  const signed = Object.entries({ ...sent, host: url.host }).sort(byName);
  const signedHeaders = signed.map(([name]) => name).join(';');

  // Step 1: a canonical request. The path is given in the form in which it is sent.
  const canonicalRequest = [
    request.method,
    url.pathname,
    canonicalQuery(url.searchParams),
    ...signed.map(([name, value]) => `${name}:${value.trim().replaceAll(/ +/g, ' ')}`),
    '',
    signedHeaders,
    sha256(request.body),
  ].join('\n');

  // Steps 2 and 3: the string to sign.
  const scope = [stamp.slice(0, 8), signer.region, signer.service, 'aws4_request'];
  const stringToSign = ['AWS4-HMAC-SHA256', stamp, scope.join('/'), sha256(canonicalRequest)].join('\n');

  // Step 4: the signature, under a key derived from the scope.
  const key = scope.reduce<Buffer>(
    (previous, part) => hmac(previous, part),
    Buffer.from(`AWS4${signer.secretAccessKey}`),
  );
  const signature = hmac(key, stringToSign).toString('hex');
  const credential = [signer.accessKeyId, ...scope].join('/');
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  };
}

function canonicalQuery(parameters: URLSearchParams): string {
  return [...parameters]
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    .sort((a, b) => byName(a, b) || (a[1] < b[1] ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&');
}

/** Everything but A–Z, a–z, 0–9, `-`, `.`, `_` and `~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function byName([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
