// The outbox as staff understand it: to whom, what for, and what became of it.
import { jstEndOf, jstMoment, type LocalDate, uuidv7Floor } from '@tenohira/core';
import { type Conditions, createConditions, type TenantDb } from '@tenohira/db';
import type { Message } from '@tenohira/line';
import { isMessagePurpose, MESSAGE_PURPOSES, type MessagePurpose } from '../purpose.ts';
import { describeContent, type MessageContent } from './message-content.ts';
import { explainProblem, MESSAGE_STATUS_TEXT, type MessageProblem, type MessageStatus } from './message-words.ts';
import { type ResendRule, resendRule } from './resend-rule.ts';

export type MessageFilter = {
  statuses?: readonly MessageStatus[];
  purpose?: MessagePurpose;
  residentId?: string;
  /** `7KQ2-M9XD` */
  residentNumber?: string;
  /** Days in Japan, both inclusive. */
  from?: LocalDate;
  to?: LocalDate;
};

export type ListedMessage = {
  messageId: string;
  createdAt: Date;
  finishedAt: Date | null;
  residentId: string;
  residentNumber: string;
  isTest: boolean;
  purpose: MessagePurpose;
  purposeText: string;
  /** A case, a program, a feature: by the purpose. */
  about: string | null;
  status: MessageStatus;
  statusText: string;
  problem: MessageProblem | null;
  content: MessageContent;
  /** How it arrived. */
  sentVia: string | null;
  resend: ResendRule;
  resendOf: string | null;
};

type Row = Omit<
  ListedMessage,
  'purpose' | 'purposeText' | 'statusText' | 'problem' | 'content' | 'resend' | 'status'
> & {
  purpose: string;
  status: MessageStatus;
  errorCode: string | null;
  messages: Message[] | null;
  residentLeft: boolean;
  isResent: boolean;
  keyForgotten: boolean;
};

const COLUMNS = `o.id as "messageId", o.created_at as "createdAt", o.finished_at as "finishedAt",
  o.resident_id as "residentId", r.number as "residentNumber", r.is_test as "isTest", o.purpose, o.about, o.status,
  o.error_code as "errorCode", o.messages, o.sent_via as "sentVia", o.resend_of as "resendOf",
  r.status = 'left' as "residentLeft", exists (select from outbox_message n where n.resend_of = o.id) as "isResent",
  coalesce(o.first_push_at, o.reply_attempted_at, o.created_at) < now() - interval '24 hours' as "keyForgotten"`;

/** Looked up row by row: of a join PostgreSQL expects more than a page, and would read all residents. */
const RESIDENT = '(select number, is_test, status from resident where id = o.resident_id limit 1) r';

/** The newest first. `after` is the last `messageId` of the page before. */
export async function listMessages(
  db: TenantDb,
  filter: MessageFilter,
  page: { after?: string; limit: number },
): Promise<ListedMessage[]> {
  const conditions = conditionsOf(filter);
  if (page.after !== undefined) conditions.add('o.id < $?', page.after);
  const rows = await db.sql<Row>(
    `select ${COLUMNS}
     from (select * from outbox_message o ${conditions.where()} order by o.id desc limit ${conditions.param(page.limit)}) o
     cross join lateral ${RESIDENT} order by o.id desc`,
    conditions.values,
  );
  return rows.map(toListed);
}

export async function findMessage(db: TenantDb, messageId: string): Promise<ListedMessage | undefined> {
  const [row] = await db.sql<Row>(
    `select ${COLUMNS} from outbox_message o cross join lateral ${RESIDENT} where o.id = $1`,
    [messageId],
  );
  return row && toListed(row);
}

function conditionsOf(filter: MessageFilter): Conditions {
  const { statuses, purpose, residentId, residentNumber, from, to } = filter;
  const conditions = createConditions();
  if (statuses !== undefined) conditions.addWords('o.status', statuses);
  if (purpose !== undefined) conditions.add('o.purpose = $?', purpose);
  if (residentId !== undefined) conditions.add('o.resident_id = $?', residentId);
  if (residentNumber !== undefined)
    conditions.add('o.resident_id = (select id from resident where number = $?)', residentNumber);
  addPeriod(conditions, from, to);
  return conditions;
}

/** The ids were made by other clocks than the database's. */
const CLOCK_SKEW_MS = 60 * 60_000;

/**
 * A period by the time of storing. The table has no index by time and needs none: its ids are UUIDs of version 7, so the
 * primary key finds the period, give or take the clocks, and `created_at` decides.
 */
export function addPeriod(conditions: Conditions, from: LocalDate | undefined, to: LocalDate | undefined): void {
  if (from !== undefined) {
    const begin = jstMoment(from, '00:00');
    conditions.add('o.id >= $?', uuidv7Floor(begin.getTime() - CLOCK_SKEW_MS));
    conditions.add('o.created_at >= $?', begin);
  }
  if (to !== undefined) {
    const end = jstEndOf(to);
    conditions.add('o.id < $?', uuidv7Floor(end.getTime() + CLOCK_SKEW_MS));
    conditions.add('o.created_at < $?', end);
  }
}

function toListed(row: Row): ListedMessage {
  const { purpose: stored, errorCode, messages, residentLeft, isResent, keyForgotten, ...shown } = row;
  // One that a later version knows and this one does not.
  const purpose = isMessagePurpose(stored) ? stored : 'other';
  const facts = { residentLeft, isResent, keyForgotten, hasContent: messages !== null };
  return {
    ...shown,
    purpose,
    purposeText: MESSAGE_PURPOSES[purpose].text,
    statusText: MESSAGE_STATUS_TEXT[row.status],
    problem: explainProblem(row.status, errorCode),
    content: describeContent(purpose, messages),
    resend: resendRule({ status: row.status, purpose, errorCode, ...facts }),
  };
}
