import { describe, expect, it } from 'vitest';
import { signRequest } from './sign-request.ts';

const signer = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 'service',
  now: new Date('2015-08-30T12:36:00Z'),
};

describe('signRequest', () => {
  // The example of the AWS General Reference, "Signature Version 4 signing process", tasks 1 to 4.
  it('signs the example of the AWS documentation', () => {
    const headers = signRequest(
      {
        method: 'GET',
        url: 'https://iam.amazonaws.com/?Version=2010-05-08&Action=ListUsers',
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: '',
      },
      { ...signer, service: 'iam' },
    );
    expect(headers.authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, ' +
        'SignedHeaders=content-type;host;x-amz-date, ' +
        'Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    );
    expect(headers['x-amz-date']).toBe('20150830T123600Z');
  });

  // docs.aws.amazon.com: "aws-sig-v4-test-suite", post-vanilla and post-x-www-form-urlencoded
  it.each([
    ['post-vanilla', {}, '', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'post-x-www-form-urlencoded',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'Param1=value1',
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
  ])('signs %s of the test suite', (_name, headers, body, signature) => {
    const signed = signRequest({ method: 'POST', url: 'https://example.amazonaws.com/', headers, body }, signer);
    expect(signed.authorization).toMatch(new RegExp(`Signature=${signature}$`));
  });

  it('signs another body and another path otherwise', () => {
    const sign = (url: string, body: string) => signRequest({ method: 'POST', url, headers: {}, body }, signer);
    const first = sign('https://example.amazonaws.com/', '');
    expect(sign('https://example.amazonaws.com/', '').authorization).toBe(first.authorization);
    expect(sign('https://example.amazonaws.com/', ' ').authorization).not.toBe(first.authorization);
    expect(sign('https://example.amazonaws.com/a', '').authorization).not.toBe(first.authorization);
  });
});
