// Who works for the city, from where, and with which programs.
import {
  addApiToken,
  changeRole,
  disableStaff,
  inviteAgain,
  inviteStaff,
  listApiTokens,
  listDepartmentMembers,
  listStaff,
  readMoneyProof,
  readNetworks,
  revokeApiToken,
  saveMoneyProof,
  saveNetworks,
} from '@tenohira/staff';
import { z } from 'zod';
import { storeInvitationLetter } from '../../access/letters.ts';
import { defineRoute } from '../route.ts';
import { apiScope, apiToken, colleague, networks, staffMember } from './answers.ts';

const staffId = z.object({ staffId: z.uuid() });

export const staffRoutes = [
  defineRoute({
    method: 'GET',
    url: '/staff',
    summary: '職員の一覧と、それぞれの部署',
    permission: 'manage',
    answer: z.object({ staff: z.array(staffMember) }),
    run: ({ inTenant }) =>
      inTenant(async (scope) => {
        const members = await listDepartmentMembers(scope);
        const staff = await listStaff(scope);
        return { staff: staff.map((each) => ({ ...each, departments: members.get(each.staffId) ?? [] })) };
      }),
  }),
  defineRoute({
    method: 'GET',
    url: '/colleagues',
    summary: '職員の名前。だれが何をしたかを画面で読めるように',
    permission: 'read',
    answer: z.object({ colleagues: z.array(colleague) }),
    run: ({ inTenant }) =>
      inTenant(async (db) => ({
        colleagues: (await listStaff(db)).map(({ staffId: id, name, role, status }) => ({
          staffId: id,
          name,
          role,
          status,
        })),
      })),
  }),
  defineRoute({
    method: 'POST',
    url: '/staff',
    summary: '職員を招待する。招待のメールが届く',
    permission: 'manage',
    stepUp: true,
    body: z.strictObject({
      email: z.string().min(3).max(254),
      name: z.string().trim().min(1).max(60),
      role: z.enum(['owner', 'editor', 'approver', 'viewer']),
    }),
    answer: z.object({ staffId: z.uuid() }),
    run: ({ inTenant, secrets, party, body, actor }) =>
      inTenant(async (db) => {
        const invitation = await inviteStaff(db, body, actor);
        await storeInvitationLetter(db, { secrets, party }, invitation);
        return { staffId: invitation.staffId };
      }),
  }),
  defineRoute({
    method: 'POST',
    url: '/staff/:staffId/invitation',
    summary: '招待しなおす。パスキーも認証アプリも失くしたときにも。これまでのサインインの方法は使えなくなる',
    permission: 'manage',
    stepUp: true,
    params: staffId,
    run: ({ inTenant, secrets, party, staff, params, actor }) =>
      inTenant(async (db) => {
        const invitation = await inviteAgain(db, { ...params, by: staff.staffId }, actor);
        await storeInvitationLetter(db, { secrets, party }, invitation);
      }),
  }),
  defineRoute({
    method: 'PUT',
    url: '/staff/:staffId/role',
    summary: '役割を変える。すぐに効く',
    permission: 'manage',
    stepUp: true,
    params: staffId,
    body: z.strictObject({ role: z.enum(['owner', 'editor', 'approver', 'viewer']) }),
    run: ({ inTenant, staff, params, body, actor }) =>
      inTenant((db) => changeRole(db, { ...params, ...body, by: staff.staffId }, actor)),
  }),
  defineRoute({
    method: 'POST',
    url: '/staff/:staffId/disabling',
    summary: '利用を止める。すぐに効く',
    permission: 'manage',
    stepUp: true,
    params: staffId,
    run: ({ inTenant, staff, params, actor }) =>
      inTenant((db) => disableStaff(db, { ...params, by: staff.staffId }, actor)),
  }),
  defineRoute({
    method: 'GET',
    url: '/networks',
    summary: '管理画面を使える場所(ネットワーク)。空ならどこからでも',
    permission: 'manage',
    answer: networks,
    run: async ({ inTenant, browser }) => ({ networks: await inTenant(readNetworks), here: browser.ip }),
  }),
  defineRoute({
    method: 'PUT',
    url: '/networks',
    summary: '管理画面を使える場所を決める。今の場所を含まないものは保存しない',
    permission: 'manage',
    stepUp: true,
    body: z.strictObject({ networks: z.array(z.string().trim().min(1).max(60)).max(100) }),
    run: ({ inTenant, browser, body, actor }) => inTenant((db) => saveNetworks(db, body.networks, browser.ip, actor)),
  }),
  defineRoute({
    method: 'GET',
    url: '/money-proof',
    summary: '承認・支払いの前の本人確認を、パスキーだけにしているか',
    permission: 'manage',
    answer: z.object({ passkeyOnly: z.boolean() }),
    run: ({ inTenant }) => inTenant(readMoneyProof),
  }),
  defineRoute({
    method: 'PUT',
    url: '/money-proof',
    summary: '承認・支払いの前の本人確認を、パスキーだけにするか決める。いまパスキーで確かめた人だけができる',
    permission: 'manage',
    stepUp: true,
    passkeyOnly: true,
    body: z.strictObject({ passkeyOnly: z.boolean() }),
    run: ({ inTenant, body, actor }) => inTenant((db) => saveMoneyProof(db, body.passkeyOnly, actor)),
  }),
  defineRoute({
    method: 'GET',
    url: '/api-tokens',
    summary: '市区町村のプログラムが使うAPIトークン',
    permission: 'manage',
    answer: z.object({ tokens: z.array(apiToken) }),
    run: async ({ inTenant }) => ({ tokens: await inTenant(listApiTokens) }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api-tokens',
    summary: 'APIトークンをつくる。このときだけ見られる。作った人として働き、承認はできない',
    permission: 'manage',
    stepUp: true,
    showsSecret: true,
    body: z.strictObject({
      name: z.string().trim().min(1).max(60),
      scopes: z.array(apiScope).min(1),
      days: z.int().min(1).max(365).default(90),
    }),
    answer: z.object({ tokenId: z.uuid(), token: z.string() }),
    run: ({ inTenant, tell, staff, body }) =>
      inTenant((db) => addApiToken(db, { tell }, { ...body, createdBy: staff.staffId })),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api-tokens/:tokenId',
    summary: 'APIトークンを使えなくする',
    permission: 'manage',
    stepUp: true,
    params: z.object({ tokenId: z.uuid() }),
    run: ({ inTenant, params, actor }) => inTenant((db) => revokeApiToken(db, params.tokenId, actor)),
  }),
] as const;
