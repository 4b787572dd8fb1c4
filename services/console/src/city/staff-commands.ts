import { describeVerification, verifyAudit } from '@tenohira/audit';
import { disableStaff, inviteAgain, inviteStaff, listStaff, ROLE_TEXT } from '@tenohira/staff';
import { asCity, type Command } from './command.ts';

const STATUS_TEXT = { invited: '招待中', active: '', disabled: '利用停止' } as const;

export const staffCommands: readonly Command[] = [
  {
    words: ['staff', 'invite'],
    arguments: '<city> <e-mail> <name> <owner|editor|approver|viewer>',
    required: 4,
    summary:
      'a person who is to work for the city, and the link by which they set up their sign-in (shown once, no letter is sent)',
    run: async ({ db, consoleBaseUrl, arguments: [city, email = '', name = '', role = ''] }) => {
      const { ticket, staffId } = await asCity(db, city, (scope) =>
        inviteStaff(scope, { email, name, role }, 'system'),
      );
      const link = `${consoleBaseUrl}/invitation#${ticket}`;
      return { text: `${name} を招待しました。次のリンクを本人に渡してください。\n${link}`, data: { staffId, link } };
    },
  },
  {
    words: ['staff', 'invite-again'],
    arguments: '<city> <staff id>',
    required: 2,
    summary:
      'a new link, for somebody who has lost everything to sign in with (shown once, no letter is sent); what they had ends',
    run: async ({ db, consoleBaseUrl, arguments: [city, staffId = ''] }) => {
      const { ticket } = await asCity(db, city, (scope) => inviteAgain(scope, { staffId }, 'system'));
      const link = `${consoleBaseUrl}/invitation#${ticket}`;
      return { text: `招待しなおしました。次のリンクを本人に渡してください。\n${link}`, data: { staffId, link } };
    },
  },
  {
    words: ['staff', 'list'],
    arguments: '<city>',
    required: 1,
    summary: 'who works for the city',
    run: async ({ db, arguments: [city] }) => {
      const staff = await asCity(db, city, listStaff);
      const lines = staff.map(
        (one) => `${one.staffId}  ${ROLE_TEXT[one.role]}  ${one.name}  ${one.email}  ${STATUS_TEXT[one.status]}`,
      );
      return { text: lines.join('\n') || '職員は登録されていません。', data: staff };
    },
  },
  {
    words: ['staff', 'disable'],
    arguments: '<city> <staff id>',
    required: 2,
    summary: 'ends the access of a person at once',
    run: async ({ db, arguments: [city, staffId = ''] }) => {
      await asCity(db, city, (scope) => disableStaff(scope, { staffId }, 'system'));
      return { text: '利用を停止しました。', data: { staffId } };
    },
  },
  {
    words: ['audit', 'verify'],
    arguments: '<city>',
    required: 1,
    summary: 'whether the audit chain of the city is whole',
    run: async ({ db, arguments: [city] }) => {
      const tenantId = await asCity(db, city, async (scope) => scope.tenantId);
      const verification = await verifyAudit(db, tenantId);
      return { text: describeVerification(verification), data: verification };
    },
  },
];
