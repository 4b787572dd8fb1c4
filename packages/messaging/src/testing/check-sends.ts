// What must hold for notices when everything has come to rest: our rows and LINE's books tell one story.
import type { Database } from '@tenohira/db';
import { RETRY_KEY_MEMORY_MS, type ScriptedLine } from './scripted-line.ts';

/** Of a row that has its outcome. */
export type SentStatus = 'sent' | 'failed' | 'unknown' | 'cancelled';

export type Notice = { text: string; residentId: string; lineUserId: string; hasLeft: boolean; isStored: boolean };

export type NoticeRow = {
  id: string;
  dedupeKey: string;
  status: string;
  errorCode: string | null;
  requestId: string | null;
  sentVia: string | null;
  attempts: number;
  isFree: boolean;
  ageHours: number;
  /** Since it was first given to LINE. */
  triedHours: number | null;
};

export type SendWorld = { db: Database; tenantId: string; notices: Notice[]; line: ScriptedLine };

/** The statuses of the notices. Throws with the story of the first that must not be. */
export function checkSends({ notices, line }: SendWorld, rows: readonly NoticeRow[]): SentStatus[] {
  if (rows.length !== notices.length) throw new Error(`${notices.length} intents became ${rows.length} rows`);
  return notices.map((notice) => {
    const row = rows.find(({ dedupeKey }) => dedupeKey === notice.text);
    if (!row) throw new Error(`lost: nobody knows of ${notice.text}`);
    const calls = line.calls.filter(({ text }) => text === notice.text);
    const deliveries = line.deliveries.filter(({ text }) => text === notice.text);
    const story = JSON.stringify({ row, notice, refused: line.refused.get(notice.text), calls, deliveries });
    const must = (holds: boolean, what: string): void => {
      if (!holds) throw new Error(`${what}: ${story}`);
    };

    must(deliveries.length <= 1, 'said twice');
    must(
      calls.every(({ to }) => to === notice.lineUserId),
      'said to somebody else',
    );
    must(
      calls.every(({ retryKey }) => retryKey === row.id),
      'another retry key',
    );
    const [first] = calls;
    must(
      calls.every(({ atMs }) => atMs - (first?.atMs ?? 0) < RETRY_KEY_MEMORY_MS),
      'LINE had forgotten the retry key',
    );
    must(row.isFree, 'still under a lease');
    return checkOutcome(
      row,
      notice,
      { requestId: deliveries[0]?.requestId, refusal: line.refused.get(notice.text) },
      must,
    );
  });
}

type Truth = {
  /** Of the request that LINE accepted, if it accepted one. */
  requestId: string | undefined;
  refusal: string | undefined;
};

const REFUSAL_CODES: Readonly<Record<string, string>> = {
  QUOTA_EXHAUSTED: 'use-up-quota',
  RECIPIENT_UNKNOWN: 'know-nobody',
  REJECTED: 'reject',
};
/** From when on we may give up, in hours. */
const TOO_OLD_HOURS = 24;
const RETRY_KEY_HOURS = 23;

function checkOutcome(
  row: NoticeRow,
  notice: Notice,
  { requestId, refusal }: Truth,
  must: (holds: boolean, what: string) => void,
): SentStatus {
  const { status, errorCode } = row;
  const isTooOld = errorCode === 'TOO_OLD' && row.ageHours >= TOO_OLD_HOURS;
  const hasLeft = errorCode === 'RESIDENT_LEFT' && notice.hasLeft;
  switch (status) {
    case 'sent':
      must(requestId !== undefined, 'sent, and LINE knows nothing of it');
      must(row.requestId === requestId && row.sentVia === 'push', 'sent, with the evidence of another request');
      return status;
    case 'failed':
      must(requestId === undefined, 'failed, and the resident has it');
      must(isTooOld || (refusal !== undefined && REFUSAL_CODES[errorCode ?? ''] === refusal), 'failed for no reason');
      return status;
    case 'cancelled':
      must(requestId === undefined, 'cancelled, and the resident has it');
      must(hasLeft, 'cancelled for no reason');
      return status;
    case 'unknown': {
      const isForgotten = errorCode === 'RETRY_KEY_EXPIRED' && (row.triedHours ?? 0) >= RETRY_KEY_HOURS;
      must(row.attempts > 0, 'unknown, and LINE was never to be asked');
      must(isForgotten || isTooOld || hasLeft, 'unknown for no reason');
      return status;
    }
    default:
      must(false, 'lost: no outcome');
      throw new Error('not reached');
  }
}
