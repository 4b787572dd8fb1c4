import { CASE_STATUS_TEXT, changeCaseStatus, getCase, isCaseStatus, listCases } from '@tenohira/cases';
import { jstDateOf, jstTimeOf } from '@tenohira/core';
import { asCity, type Command } from './command.ts';

const statusText = (status: string): string => (isCaseStatus(status) ? CASE_STATUS_TEXT[status] : status);
const moment = (date: Date): string => `${jstDateOf(date)} ${jstTimeOf(date)}`;

export const caseCommands: readonly Command[] = [
  {
    words: ['case', 'list'],
    arguments: '<city> [status]',
    required: 1,
    summary: 'the newest cases',
    run: async ({ db, arguments: [city, status] }) => {
      const cases = await asCity(db, city, (scope) => listCases(scope, status === undefined ? {} : { status }));
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
    run: async ({ db, arguments: [city, number = ''] }) => {
      const found = await asCity(db, city, (scope) => getCase(scope, number));
      const entries = found.entries.map(
        (entry) => `  ${moment(entry.createdAt)}  ${entry.type}  ${entry.actor}  ${entry.body ?? ''}`,
      );
      const text = [
        `${found.number}  ${found.title}  ${statusText(found.status)}`,
        JSON.stringify(found.fields, null, 2),
        ...entries,
      ];
      return { text: text.join('\n'), data: found };
    },
  },
  {
    words: ['case', 'status'],
    arguments: '<city> <number> <received|in-progress|done|declined> [comment]',
    required: 3,
    summary: 'move a case on and tell those who follow it',
    run: async ({ db, arguments: [city, number = '', status = '', ...comment] }) => {
      const words = comment.join(' ');
      const change = { number, status, actor: 'staff:command-line', ...(words === '' ? {} : { comment: words }) };
      const { notified } = await asCity(db, city, (scope) => changeCaseStatus(scope, change));
      return {
        text: `「${statusText(status)}」にしました。${notified}人にお知らせします。`,
        data: { number, status, notified },
      };
    },
  },
];
