import { describeVerification, verifyAudit } from '@tenohira/audit';
import { addStaff, disableStaff, listStaff, ROLE_TEXT } from '@tenohira/staff';
import { asCity, type Command } from './command.ts';

export const staffCommands: readonly Command[] = [
  {
    words: ['staff', 'add'],
    arguments: '<city> <name> <owner|editor|approver|viewer>',
    required: 3,
    summary: 'a person who works for the city, and the token for the API (shown once)',
    run: async ({ db, arguments: [city, name = '', role = ''] }) => {
      const added = await asCity(db, city, (scope) => addStaff(scope, { name, role }, 'system'));
      return { text: `${name} を登録しました。\n番号: ${added.staffId}\nトークン: ${added.token}`, data: added };
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
        (one) => `${one.staffId}  ${ROLE_TEXT[one.role]}  ${one.name}${one.enabled ? '' : '(利用停止)'}`,
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
      await asCity(db, city, (scope) => disableStaff(scope, staffId, 'system'));
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
