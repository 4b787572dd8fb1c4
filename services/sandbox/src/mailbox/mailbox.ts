// Everybody's mailbox: what the mail server has taken, the newest thousand, in memory only.
import { createRingLog } from '../state/ring-log.ts';
import { splitAtLinks } from './links.ts';

export type NewLetter = {
  to: string;
  from: string;
  subject: string;
  text: string;
  /** With its angle brackets. Two copies of one letter have the same. */
  messageId: string;
  /** ISO 8601 */
  receivedAt: string;
};

export type MailboxLetter = NewLetter & { seq: number; links: string[] };

export type Mailbox = {
  put(letter: NewLetter): void;
  /** Oldest first; of that recipient, or of all. */
  list(to?: string): MailboxLetter[];
  clear(): void;
};

const MAX_LETTERS = 1_000;

export function createMailbox(): Mailbox {
  const letters = createRingLog<Omit<MailboxLetter, 'seq'>>(MAX_LETTERS);
  return {
    put: (letter) => {
      const links = splitAtLinks(letter.text).flatMap(({ text, isLink }) => (isLink ? [text] : []));
      letters.append({ ...letter, links });
    },
    list: (to) => {
      const wanted = to?.toLowerCase();
      return letters.listAfter(0).filter((letter) => wanted === undefined || letter.to.toLowerCase() === wanted);
    },
    clear: letters.clear,
  };
}
