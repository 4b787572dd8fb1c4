// Files that are not what they are called. A list is read by what is in it, all or nothing; none of these is a list.
import { createListedBenefit } from '@tenohira/benefits/testing';
import { createTestTenant } from '@tenohira/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Caller, withTestConsole } from '../testing/test-console.ts';

const console_ = withTestConsole();
let owner: Caller;
let programId: string;
beforeAll(async () => {
  const city = await createTestTenant(console_.database.db);
  owner = await console_.signIn(city.tenantId, 'owner');
  ({ programId } = await createListedBenefit(console_.database.db, city));
});

const HEADER = '宛名番号,世帯番号,続柄,氏名,氏名カナ,生年月日,住所,支給額\r\n';
const MEGABYTE = 1024 * 1024;
const FILES: readonly (readonly [string, Buffer])[] = [
  ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['a ZIP, or a workbook', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(600, 7)])],
  ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj\n<< /OpenAction << /S /JavaScript >> >>\n')],
  ['a program', Buffer.concat([Buffer.from('4d5a9000', 'hex'), Buffer.alloc(600)])],
  ['an ELF program', Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(600)])],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['UTF-16', Buffer.from(`\ufeff${HEADER}`, 'utf16le')],
  ['full of NUL', Buffer.alloc(4_096)],
  ['of a header with NUL in it', Buffer.from(`${HEADER}1,1,世帯主,山田\u0000花子,ヤマダ,19800101,中央1,70000\r\n`)],
  ['one endless line', Buffer.alloc(8 * MEGABYTE, 'あ')],
  ['one endless line of commas', Buffer.alloc(4 * MEGABYTE, ',')],
  ['one endless quotation', Buffer.concat([Buffer.from(`${HEADER}"`), Buffer.alloc(4 * MEGABYTE, 'x')])],
  ['empty', Buffer.alloc(0)],
];

describe('a list that is', () => {
  it.each(FILES)('%s is refused, with words for whoever sent it', async (_what, bytes) => {
    const { status, text, json } = await owner.call('POST', `/programs/${programId}/lists?fileName=meibo.csv`, bytes);
    expect([200, 400, 409, 422], text.slice(0, 300)).toContain(status);
    // A report of what is wrong, or a problem; never something that could be applied.
    expect(JSON.stringify(json)).not.toContain('"staged"');
    expect(text.length).toBeLessThan(600_000);
  });

  it.each(FILES)('%s is no report of a bank either', async (_what, bytes) => {
    const url = '/batches/0192f0c1-2d3e-7f4a-8b5c-6d7e8f901234/returns/file?fileName=x.txt';
    expect((await owner.call('POST', url, bytes)).status).toBe(404);
  });

  it('has a name that is only a name', async () => {
    for (const name of [
      '../../etc/passwd',
      'a\r\nset-cookie: x=y',
      '"; filename=evil.exe',
      'x'.repeat(200),
      '<script>',
    ]) {
      const { status, headers } = await owner.call(
        'POST',
        `/programs/${programId}/lists?fileName=${encodeURIComponent(name)}`,
        Buffer.from('x'),
      );
      expect(status, name).toBeLessThan(500);
      expect(headers['set-cookie']).toBeUndefined();
    }
    expect((await owner.call('GET', `/programs/${programId}/lists`)).status).toBe(200);
  });
});

describe('rules for garbage that are', () => {
  it.each(FILES)('%s are refused', async (_what, bytes) => {
    // As our page sends them: JSON has its own, smaller, limit.
    const files = [{ name: 'area_days.csv', base64: bytes.subarray(0, 600_000).toString('base64') }];
    const { status, text } = await owner.call('POST', '/garbage/import/preview', { files });
    expect([200, 400, 409, 413, 422], text.slice(0, 300)).toContain(status);
    if (status === 200) expect(text).toMatch(/"problems":\[\{|"canImport":false|"seal":null/);
  });
});
