// A caller's side of AWS Signature Version 4, for a POST without a query.
import { createHash, createHmac } from 'node:crypto';

export function signAsAmazonAsks(
  baseUrl: string,
  operation: string,
  body: string,
  { accessKeyId, secret, at }: { accessKeyId: string; secret: string; at: Date },
): Record<string, string> {
  const stamp = at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const scope = `${stamp.slice(0, 8)}/us-west-2/AGCODService/aws4_request`;
  const names = 'host;x-amz-date';
  const canonical = `POST\n/issuers/amazon/${operation}\n\nhost:${new URL(baseUrl).host}\nx-amz-date:${stamp}\n\n${names}\n${sha256(body)}`;
  const key = scope.split('/').reduce<Buffer>((last, part) => hmac(last, part), Buffer.from(`AWS4${secret}`));
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return {
    'content-type': 'application/json',
    'x-amz-date': stamp,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
