import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMailer, type Letter, type MailerOptions } from './mailer.ts';
import { type MailServerStub, startMailServer } from './testing/mail-server.ts';

let server: MailServerStub;
beforeAll(async () => {
  server = await startMailServer();
});
beforeEach(() => server.forget());
afterAll(() => server.close());

const LETTER: Letter = {
  to: 'tanto@city.example.jp',
  subject: '【みほん市】管理画面への招待',
  text: '田中様\n\n次のページを開いてください。\nhttp://localhost:3001/invitations/abc?x=1&y=2\n',
  messageKey: '01936f5e-0000-7000-8000-000000000000',
};

const mailer = (options: Partial<MailerOptions> = {}) =>
  createMailer({
    url: server.url,
    from: '手のひら市役所 <no-reply@tenohira.example.jp>',
    timeoutMs: 1_000,
    ...options,
  });
const send = (letter: Partial<Letter> = {}, options: Partial<MailerOptions> = {}) =>
  mailer(options).send({ ...LETTER, ...letter });

async function sent(letter: Partial<Letter> = {}) {
  await send(letter);
  const [received, ...more] = server.received;
  if (!received || more.length > 0) throw new Error('the test expects one letter');
  const [head = '', body = ''] = received.raw.split(/\r\n\r\n([\s\S]*)/);
  return { ...received, head, body };
}

describe('a letter', () => {
  it('arrives as it was written, from the sender, under its Message-ID', async () => {
    const { recipients, parsed } = await sent();
    expect(recipients).toEqual([LETTER.to]);
    expect(parsed.subject).toBe(LETTER.subject);
    expect(parsed.text?.trim()).toBe(LETTER.text.trim());
    expect(parsed.html).toBe(false);
    expect(parsed.from?.value).toEqual([{ name: '手のひら市役所', address: 'no-reply@tenohira.example.jp' }]);
    expect(parsed.messageId).toBe(`<${LETTER.messageKey}@tenohira.example.jp>`);
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('has the same Message-ID when it is sent again', async () => {
    await send();
    await send();
    expect(new Set(server.received.map(({ parsed }) => parsed.messageId)).size).toBe(1);
    expect(server.received).toHaveLength(2);
  });

  it('goes as quoted-printable UTF-8 in lines that every server takes, however long its paragraphs', async () => {
    const paragraph = '道路に穴があいています。'.repeat(400);
    const subject = `【みほん市】${'長い件名'.repeat(40)}`;
    const { head, raw, parsed } = await sent({ text: `${paragraph}\n.\nおわり`, subject });
    expect(head).toMatch(/Content-Type: text\/plain; charset=utf-8/);
    expect(head).toMatch(/Content-Transfer-Encoding: quoted-printable/);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    expect([...raw].every((character) => character.charCodeAt(0) < 128)).toBe(true);
    expect(parsed.subject).toBe(subject);
    expect(parsed.text?.trim()).toBe(`${paragraph}\n.\nおわり`);
  });

  it('has the plain text first where it also has HTML', async () => {
    const { raw, parsed } = await sent({ html: '<p>開いてください。</p>' });
    expect(raw.indexOf('text/plain')).toBeGreaterThan(0);
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
    expect(parsed.html).toContain('開いてください。');
  });

  it.each([
    [{ to: 'a@example.jp\r\nBcc: b@example.jp' }, 'MAIL_ADDRESS_INVALID'],
    [{ to: 'a@example.jp,b@example.jp' }, 'MAIL_ADDRESS_INVALID'],
    [{ subject: '招待\r\nBcc: b@example.jp' }, 'MAIL_SUBJECT_INVALID'],
    [{ messageKey: 'a>\r\nBcc: b@example.jp' }, 'MAIL_KEY_INVALID'],
    [{ text: '' }, 'MAIL_TEXT_INVALID'],
    [{ html: '\0' }, 'MAIL_TEXT_INVALID'],
  ])('with %j is not sent', async (letter, code) => {
    await expect(send(letter)).rejects.toMatchObject({ code });
    expect(server.received).toEqual([]);
  });

  it('cannot bring headers along in its text', async () => {
    const { parsed, recipients } = await sent({ text: 'Bcc: b@example.jp\r\n\r\n.\r\nRCPT TO:<c@example.jp>' });
    expect(recipients).toEqual([LETTER.to]);
    expect(parsed.bcc).toBeUndefined();
    expect(parsed.text).toContain('Bcc: b@example.jp');
  });
});

describe('a server', () => {
  it('that refuses the recipient means never', async () => {
    server.reactWith({ at: 'recipient', status: 550, words: '5.1.1 no such user' });
    await expect(send()).rejects.toMatchObject({
      code: 'MAIL_REFUSED',
      retry: 'never',
      details: { smtpStatus: '550 5.1.1' },
    });
  });

  it('that refuses the content means never', async () => {
    server.reactWith({ at: 'data', status: 554 });
    await expect(send()).rejects.toMatchObject({ code: 'MAIL_REFUSED' });
  });

  it.each([
    { at: 'connect', status: 554 },
    { at: 'connect', status: 421 },
    { at: 'recipient', status: 450 },
    { at: 'data', status: 451 },
    { at: 'recipient', silent: true },
    { at: 'data', silent: true },
  ] as const)('that is busy or silent means later: %j', async (reaction) => {
    server.reactWith(reaction);
    await expect(send({}, { timeoutMs: 150 })).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE', retry: 'later' });
  });

  it('that is not there means later', async () => {
    const gone = await startMailServer();
    await gone.close();
    await expect(send({}, { url: gone.url })).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
    await expect(mailer({ url: gone.url }).verify()).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
  });

  it('gets no letter where TLS is required and it has none, or a certificate that nobody vouches for', async () => {
    const unvouched = await startMailServer({ starttls: true });
    const urls = [`${server.url}?tls=required`, server.url.replace('smtp:', 'smtps:'), `${unvouched.url}?tls=required`];
    for (const url of urls) await expect(send({}, { url })).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
    expect([...server.received, ...unvouched.received]).toEqual([]);
    await unvouched.close();
  });

  it('answers a check', async () => {
    await expect(mailer().verify()).resolves.toBeUndefined();
  });
});

it('is not made with a sender or an address that cannot be right', () => {
  expect(() => mailer({ from: 'nobody' })).toThrow(expect.objectContaining({ code: 'MAIL_ADDRESS_INVALID' }));
  expect(() => mailer({ url: 'http://x' })).toThrow(expect.objectContaining({ code: 'MAIL_URL_INVALID' }));
});
