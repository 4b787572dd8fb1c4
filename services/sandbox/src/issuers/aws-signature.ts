// Checks a request that was signed with Signature Version 4, as the service that receives it does:
// docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IssuerRequest } from './issuer-endpoint.ts';

/** "more than 15 minutes after the date stamp": docs.aws.amazon.com, Common Errors, RequestExpired */
const MAX_AGE_MS = 15 * 60 * 1_000;

const HEADER =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([a-z0-9-]+)\/(\w+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

export type SignatureCheck =
  | { ok: true; accessKeyId: string }
  | { ok: false; type: 'IncompleteSignature' | 'InvalidSignature' | 'RequestExpired' };

export function checkAwsSignature(
  request: IssuerRequest,
  expected: { service: string; secretOf(accessKeyId: string): string | undefined },
): SignatureCheck {
  const parts = HEADER.exec(request.headers.authorization ?? '');
  const stamp = request.headers['x-amz-date'] ?? '';
  if (parts === null || !/^\d{8}T\d{6}Z$/.test(stamp)) return { ok: false, type: 'IncompleteSignature' };
  const [, accessKeyId = '', day = '', region = '', service = '', signedHeaders = '', signature = ''] = parts;
  const names = signedHeaders.split(';');
  if (!stamp.startsWith(day) || service !== expected.service || !['host', 'x-amz-date'].every((n) => names.includes(n)))
    return { ok: false, type: 'IncompleteSignature' };

  const secret = expected.secretOf(accessKeyId);
  if (secret === undefined) return { ok: false, type: 'InvalidSignature' };
  const [path = '', query = ''] = request.path.split('?');
  const canonical = [
    request.method,
    path,
    query,
    ...names.map((name) => `${name}:${(request.headers[name] ?? '').trim()}`),
    '',
    signedHeaders,
    sha256(request.text),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = [day, region, service, 'aws4_request'].reduce<Buffer>(
    (previous, part) => createHmac('sha256', previous).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
  const made = createHmac('sha256', key)
    .update(`AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256(canonical)}`)
    .digest();
  if (!timingSafeEqual(made, Buffer.from(signature, 'hex'))) return { ok: false, type: 'InvalidSignature' };

  const [year, month, date, hour, minute, second] = (/^(....)(..)(..)T(..)(..)(..)Z$/.exec(stamp) ?? [])
    .slice(1)
    .map(Number);
  const atMs = Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1, hour, minute, second);
  if (Math.abs(request.realNow.getTime() - atMs) > MAX_AGE_MS) return { ok: false, type: 'RequestExpired' };
  return { ok: true, accessKeyId };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
