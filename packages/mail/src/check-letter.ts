// What may stand in a letter's head and body. Nothing that reaches a header has a line break, so nobody can write headers
// of their own (CWE-93).
import { errors } from './errors.ts';

const MAX_ADDRESS_CHARACTERS = 254;
const MAX_SUBJECT_CHARACTERS = 200;
const MAX_TEXT_CHARACTERS = 50_000;

// The address as HTML has it (https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address), with a dot in the
// domain. It lets `a..b@` and `a.@` pass, which RFC 5321 forbids and Japanese mobile carriers once gave out.
const ADDRESS =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/;
const LINE_BREAK_OR_CONTROL = /[\p{Cc}\u2028\u2029]/u;
const CONTROL_IN_TEXT = /[^\P{Cc}\r\n\t]/u;

export type Sender = { name: string; address: string };

/** @throws AppError MAIL_ADDRESS_INVALID */
export function checkAddress(address: string): string {
  if (address.length > MAX_ADDRESS_CHARACTERS || !ADDRESS.test(address)) throw errors.ADDRESS_INVALID();
  return address;
}

/** Reads `no-reply@city.example.jp` or `手のひら市役所 <no-reply@city.example.jp>`. @throws AppError MAIL_ADDRESS_INVALID */
export function readSender(text: string): Sender {
  const [, name = '', address = text] = /^([^<>"]*)<([^<>]+)>$/.exec(text) ?? [];
  if (LINE_BREAK_OR_CONTROL.test(name)) throw errors.ADDRESS_INVALID();
  return { name: name.trim(), address: checkAddress(address) };
}

/** @throws AppError MAIL_SUBJECT_INVALID */
export function checkSubject(subject: string): string {
  const { length } = [...subject];
  if (subject.trim() === '' || length > MAX_SUBJECT_CHARACTERS || LINE_BREAK_OR_CONTROL.test(subject)) {
    throw errors.SUBJECT_INVALID();
  }
  return subject;
}

/** @throws AppError MAIL_TEXT_INVALID */
export function checkText(text: string): string {
  if (text.trim() === '' || text.length > MAX_TEXT_CHARACTERS || CONTROL_IN_TEXT.test(text)) {
    throw errors.TEXT_INVALID();
  }
  return text;
}

/** The part of a Message-ID before the `@` (RFC 5322 section 3.6.4). @throws AppError MAIL_KEY_INVALID */
export function checkMessageKey(key: string): string {
  if (!/^[a-zA-Z0-9-]{1,64}$/.test(key)) throw errors.KEY_INVALID();
  return key;
}
