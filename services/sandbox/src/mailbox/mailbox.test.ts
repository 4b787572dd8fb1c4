import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSmtpDialog, sendBySmtp } from '../testing/speak-smtp.ts';
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.ts';
import { createMailbox } from './mailbox.ts';

const TANAKA = 'tanaka@city.example.jp';
const SATO = 'sato@city.example.jp';
const TAKEN = [220, 250, 250, 250, 354, 250];

let sandbox: TestSandbox;
let port: number;
beforeEach(async () => {
  sandbox = await startSandbox();
  port = (await sandbox.control('GET', '/mailbox')).smtpPort;
});
afterEach(() => sandbox.close());

function letter({ subject = '招待', text = '次のページを開いてください。' } = {}): string {
  return [
    'From: =?UTF-8?B?5omL44Gu44Gy44KJ?= <no-reply@example.jp>',
    `Subject: =?UTF-8?B?${Buffer.from(subject).toString('base64')}?=`,
    'Message-ID: <one@example.jp>',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(text).toString('base64'),
  ].join('\n');
}

const send = (to: string | string[] = TANAKA, data = letter(), withinMs?: number) =>
  sendBySmtp(port, { to: [to].flat(), data }, withinMs);
const lettersTo = async (to?: string) =>
  (await sandbox.control('GET', `/mailbox${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`)).letters;
const setFault = (fault: object) => sandbox.control('PUT', '/faults', { faults: [fault] });

describe('the mail server', () => {
  it('takes a letter, and the control API shows it with its links', async () => {
    const text = '次のページを開いてください。\nhttp://localhost:3001/invitations/abc?x=1';
    expect(await send(TANAKA, letter({ text }))).toEqual(TAKEN);
    expect(await lettersTo(TANAKA)).toEqual([
      {
        seq: 1,
        to: TANAKA,
        from: '"手のひら" <no-reply@example.jp>',
        subject: '招待',
        text,
        links: ['http://localhost:3001/invitations/abc?x=1'],
        messageId: '<one@example.jp>',
        receivedAt: '2026-08-03T01:00:00.000Z',
      },
    ]);
  });

  it('puts a copy into the mailbox of each recipient, and shows each only theirs', async () => {
    await send([TANAKA, SATO]);
    await send(SATO, letter({ subject: '二通目' }));
    expect(await lettersTo(TANAKA.toUpperCase())).toHaveLength(1);
    expect((await lettersTo(SATO)).map(({ subject }: { subject: string }) => subject)).toEqual(['招待', '二通目']);
    expect(await lettersTo()).toHaveLength(3);
    expect(await lettersTo('nobody@city.example.jp')).toEqual([]);
  });

  it('forgets its letters with everything else that was said', async () => {
    await send();
    await sandbox.control('POST', '/reset', {});
    expect(await lettersTo()).toEqual([]);
  });

  it('keeps the newest thousand or so', () => {
    const mailbox = createMailbox();
    const one = { to: TANAKA, from: '', subject: '', text: '', messageId: '', receivedAt: '' };
    for (let number = 0; number < 3_000; number += 1) mailbox.put({ ...one, subject: String(number) });
    expect(mailbox.list().length).toBeLessThanOrEqual(1_250);
    expect(mailbox.list().at(-1)?.subject).toBe('2999');
  });

  it('lets go of who is still connected when it stops', async () => {
    const dialog = await openSmtpDialog(port);
    expect(await dialog.say()).toBe(220);
    const started = performance.now();
    await sandbox.app.close();
    expect(performance.now() - started).toBeLessThan(2_000);
    dialog.end();
  });

  it('says so when its port is taken', async () => {
    await expect(startSandbox({ smtp: { port, host: '127.0.0.1' } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('a fault', () => {
  it('refuses one recipient for good', async () => {
    await setFault({ kind: 'mailRefused', channelId: TANAKA });
    expect(await send(TANAKA)).toEqual([220, 250, 250, 550]);
    expect(await send(SATO)).toEqual(TAKEN);
    expect(await lettersTo(TANAKA)).toEqual([]);
  });

  it('is busy as often as told, with the status that it is told', async () => {
    await setFault({ kind: 'mailBusy', count: 1, status: 421 });
    expect((await send()).at(-1)).toBe(421);
    await setFault({ kind: 'mailBusy', count: 1 });
    expect((await send()).at(-1)).toBe(451);
    expect(await send()).toEqual(TAKEN);
  });

  it('never answers, before or after it has taken the letter', async () => {
    await setFault({ kind: 'mailHang', count: 1 });
    expect(await send(TANAKA, letter(), 100)).toEqual([220, 250, 250, undefined]);
    expect(await lettersTo()).toEqual([]);
    await setFault({ kind: 'mailHang', count: 1, afterAcceptance: true });
    expect(await send(TANAKA, letter(), 300)).toEqual([220, 250, 250, 250, 354, undefined]);
    expect(await lettersTo()).toHaveLength(1);
  });
});

describe('the page', () => {
  const page = (query = '') => sandbox.call('GET', `/mailbox${query}`);

  it('says what will be here while nothing is', async () => {
    expect((await page()).text).toContain('まだメールはありません');
  });

  it('shows letters by recipient, newest first and open, with links to tap', async () => {
    await send(TANAKA, letter({ subject: '古い', text: 'まえの手紙' }));
    await send(TANAKA, letter({ subject: '新しい', text: '開く：https://example.jp/a?x=1&y=2。' }));
    await send(SATO);
    const { text, headers } = await page(`?to=${TANAKA}`);
    expect(text.indexOf('新しい')).toBeLessThan(text.indexOf('古い'));
    expect(text.match(/<details open>/g)).toHaveLength(1);
    expect(text).toContain('<a href="https://example.jp/a?x=1&#38;y=2" rel="noreferrer">');
    expect(text).toContain('2026/08/03 10:00');
    expect(text).not.toContain(SATO);
    expect((await page()).text).toContain(SATO);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await page('?to=nobody@example.jp')).text).toContain('nobody@example.jp へのメールはありません');
  });

  it('shows markup in a letter as it was typed', async () => {
    const evil = '<script>alert(1)</script><a href="javascript:alert(1)">x</a> https://example.jp/"onclick=alert(1)';
    await send(TANAKA, letter({ subject: evil, text: evil }));
    const { text } = await page(`?to=${encodeURIComponent(TANAKA)}`);
    expect(text).not.toMatch(/<script|href="javascript|" ?onclick/);
    expect((await page(`?to=${encodeURIComponent('"><script>')}`)).text).not.toContain('<script>');
  });
});
