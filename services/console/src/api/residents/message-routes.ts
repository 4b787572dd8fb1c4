import { findProgramNames } from '@tenohira/benefits';
import { findCaseNumbers } from '@tenohira/cases';
import type { Catalog } from '@tenohira/catalog';
import { addDays, daysBetween, isUuid, jstDateOf } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import {
  countMessagesByDay,
  type ListedMessage,
  listMessages,
  MESSAGE_PURPOSES,
  MESSAGE_STATUS_TEXT,
  resendMessage,
} from '@tenohira/messaging';
import { parseResidentNumber } from '@tenohira/residents';
import { z } from 'zod';
import { errors } from '../errors.ts';
import { anyOf, featureTitle, localDate } from '../filters.ts';
import { pageOf, pageQuery } from '../paging.ts';
import { defined, defineRoute } from '../route.ts';
import {
  type MessageSubject,
  messageDays,
  messageOptions,
  messagePage,
  messagePurpose,
  messageStatus,
} from './answers.ts';

/** Of the chart, where nobody says; both ends count. */
const CHART_DAYS = 30;
const MAX_CHART_DAYS = 366;

const messageId = z.object({ messageId: z.uuid() });

export const messageRoutes = [
  defineRoute({
    method: 'GET',
    url: '/messages',
    summary: '送ったもの、送れなかったもの',
    permission: 'read',
    query: z.object({
      status: anyOf(messageStatus.options),
      purpose: messagePurpose.optional(),
      residentNumber: z.string().max(40).optional(),
      from: localDate.optional(),
      to: localDate.optional(),
      ...pageQuery,
      after: z.uuid().optional(),
    }),
    answer: messagePage,
    run: ({ inTenant, catalog, query: { status, residentNumber, after, limit, ...same } }) =>
      inTenant(async (scope) => {
        const filter = {
          ...defined(same),
          ...(status === undefined ? {} : { statuses: status }),
          // What cannot be a number finds nobody.
          ...(residentNumber === undefined ? {} : { residentNumber: parseResidentNumber(residentNumber) ?? '' }),
        };
        const page = { limit: limit + 1, ...(after === undefined ? {} : { after }) };
        const rows = await listMessages(scope, filter, page);
        const { items, next } = pageOf(rows, limit, ({ messageId }) => messageId);
        return { items: await withSubjects(scope, catalog, items), next };
      }),
  }),
  defineRoute({
    method: 'GET',
    url: '/message-options',
    summary: '送ったものを絞り込むときの選択肢',
    permission: 'read',
    answer: messageOptions,
    run: async () => ({
      statuses: messageStatus.options.map((status) => ({ status, text: MESSAGE_STATUS_TEXT[status] })),
      purposes: messagePurpose.options.map((purpose) => ({ purpose, text: MESSAGE_PURPOSES[purpose].text })),
    }),
  }),
  defineRoute({
    method: 'GET',
    url: '/messages/daily',
    summary: '日ごとの通数。はじめなければ、この30日',
    permission: 'read',
    query: z.object({ from: localDate.optional(), to: localDate.optional() }),
    answer: messageDays,
    run: async ({ inTenant, clock, query }) => {
      const to = query.to ?? jstDateOf(clock.now());
      const from = query.from ?? addDays(to, 1 - CHART_DAYS);
      const days = daysBetween(from, to) + 1;
      if (days < 1 || days > MAX_CHART_DAYS) {
        throw errors.INPUT_INVALID({
          userMessage: `期間は、1日から${MAX_CHART_DAYS}日までにしてください。`,
        });
      }
      return { days: await inTenant((scope) => countMessagesByDay(scope, { from, to })) };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/messages/:messageId/resend',
    summary: '送り直す。届いたかもしれないものは、二重に届くことを確認(confirmed)してから',
    permission: 'handle',
    params: messageId,
    body: z.strictObject({ confirmed: z.boolean().default(false) }),
    answer: messageId,
    run: ({ inTenant, actor, params, body }) =>
      inTenant((scope) => resendMessage(scope, { ...params, ...body, actor })),
  }),
] as const;

async function withSubjects(scope: TenantDb, catalog: Catalog, messages: readonly ListedMessage[]) {
  const idsOf = (...purposes: ListedMessage['purpose'][]) =>
    messages.flatMap(({ purpose, about }) =>
      about !== null && isUuid(about) && purposes.includes(purpose) ? [about] : [],
    );
  const cases = await findCaseNumbers(scope, idsOf('case'));
  const programs = await findProgramNames(scope, idsOf('benefit', 'survey'));
  const subjectOf = ({ purpose, about }: ListedMessage): MessageSubject | null => {
    if (about === null) return null;
    if (purpose === 'feature') return { kind: 'feature', key: about, title: featureTitle(catalog, about) };
    const [caseNumber, name] = [cases.get(about), programs.get(about)];
    if (caseNumber !== undefined) return { kind: 'case', caseNumber };
    return name === undefined ? null : { kind: 'program', programId: about, name };
  };
  return messages.map(({ about, ...message }) => ({ ...message, about: subjectOf({ ...message, about }) }));
}
