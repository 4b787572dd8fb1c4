import {
  CASE_STATUS_TEXT,
  caseErrors,
  changeCaseStatus,
  getCase,
  isCaseStatus,
  listCases,
  recordFormsOpened,
} from '@tenohira/cases';
import { readFormAnswers } from '@tenohira/conversation';
import { jstDateOf, jstTimeOf } from '@tenohira/core';
import { asCity, type Command } from './command.ts';

/** Whoever has a shell on the installation. */
const ACTOR = 'staff:command-line';

const statusText = (status: string): string => (isCaseStatus(status) ? CASE_STATUS_TEXT[status] : status);
const moment = (date: Date): string => `${jstDateOf(date)} ${jstTimeOf(date)}`;

export const caseCommands: readonly Command[] = [
  {
    words: ['case', 'list'],
    arguments: '<city> [status]',
    required: 1,
    summary: 'the newest cases',
    run: async ({ db, arguments: [city, status] }) => {
      if (status !== undefined && !isCaseStatus(status)) throw caseErrors.STATUS_UNKNOWN();
      const cases = await asCity(db, city, (scope) =>
        listCases(scope, status === undefined ? {} : { statuses: [status] }),
      );
      const lines = cases.map(
        (one) => `${one.number}  ${moment(one.createdAt)}  ${statusText(one.status)}  ${one.title} (${one.followers})`,
      );
      return { text: lines.join('\n') || '受付はありません。', data: cases };
    },
  },
  {
    words: ['case', 'show'],
    arguments: '<city> <number>',
    required: 2,
    summary: 'one case with its fields and time line',
    run: async ({ db, secrets, arguments: [city, number = ''] }) => {
      const found = await asCity(db, city, async (scope) => {
        const { fields, ...rest } = await getCase(scope, number);
        const shown = await Promise.all(
          fields.map(async (field) =>
            field.kind === 'form' ? { ...field, answers: await readFormAnswers(scope, secrets, field.value) } : field,
          ),
        );
        const formIds = fields.filter(({ kind }) => kind === 'form').map(({ value }) => value);
        if (formIds.length > 0) await recordFormsOpened(scope, { caseId: rest.caseId, formIds, actor: ACTOR });
        return { ...rest, fields: shown };
      });
      const lines = found.fields.flatMap((field) =>
        'answers' in field
          ? field.answers.map(({ label, value }) => `  ${field.label} ${label}: ${value}`)
          : [`  ${field.label}: ${field.value}`],
      );
      const entries = found.entries.map(
        ({ at, by, text, body }) => `  ${moment(at)}  ${by.name}  ${text}${body === null ? '' : `  ${body}`}`,
      );
      return {
        text: [`${found.number}  ${found.title}  ${statusText(found.status)}`, ...lines, ...entries].join('\n'),
        data: found,
      };
    },
  },
  {
    words: ['case', 'status'],
    arguments: '<city> <number> <received|in-progress|done|declined> [comment]',
    required: 3,
    summary: 'move a case on and tell those who follow it',
    run: async ({ db, arguments: [city, number = '', status = '', ...comment] }) => {
      const words = comment.join(' ');
      const { notified } = await asCity(db, city, (scope) =>
        changeCaseStatus(scope, {
          ...{ number, status, actor: ACTOR },
          ...(words === '' ? {} : { comment: words }),
        }),
      );
      return {
        text: `「${statusText(status)}」にしました。${notified}人にお知らせします。`,
        data: { number, status, notified },
      };
    },
  },
];
