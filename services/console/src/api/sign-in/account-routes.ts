// One's own account: for everybody who is signed in, in a browser.
import { readStanding } from '@tenohira/billing';
import {
  beginPasskey,
  beginRegistration,
  beginTotp,
  changePassword,
  confirmTotp,
  endOtherSessions,
  endOwnSession,
  finishRegistration,
  giveUpPasskey,
  hasPassword,
  listPasskeys,
  listSessions,
  permissionsOf,
  renewRecoveryCodes,
  type SessionStaff,
  STEP_UP_MS,
  staffErrors,
  stepUpWithCode,
  stepUpWithPasskey,
} from '@tenohira/staff';
import { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import { authenticationResponseSchema, registrationResponseSchema } from '../../access/webauthn-schema.ts';
import { defineRoute } from '../route.ts';
import { me, passkey, passkeyCreation, passkeyRequest, recoveryCodes, session, totp } from './answers.ts';

const code = z.string().min(6).max(40);

export const accountRoutes = [
  defineRoute({
    method: 'GET',
    url: '/me',
    summary: '自分の名前、役割、できること、市区町村、パスワードがあるか',
    permission: 'signed-in',
    answer: me,
    run: async ({ db, clock, staff: { tenantId, staffId, name, role }, session }) => {
      const { tenant, standing, password } = await db.readTenant(tenantId, async (scope) => ({
        tenant: await scope.prisma.tenant.findFirstOrThrow(),
        standing: await readStanding(scope, clock.now()),
        password: await hasPassword(scope, staffId),
      }));
      const provenUntil = session && new Date(session.provenAt.getTime() + STEP_UP_MS);
      return {
        ...{ staffId, name, role, permissions: [...permissionsOf(role)], hasPassword: password },
        // Operators are at home in the platform's tenant, which is no city.
        city:
          tenant.kind === 'city'
            ? { slug: tenant.slug, name: tenant.name, practice: tenant.liveAt === null, standing }
            : null,
        stepUpUntil: provenUntil && provenUntil > new Date() ? provenUntil : null,
      };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/session/end',
    summary: 'サインアウトする',
    permission: 'signed-in',
    run: async ({ inTenant, browser, ...caller }) => {
      const { staffId, sessionId } = browserSession(caller);
      await inTenant((scope) => endOwnSession(scope, { staffId, sessionId, reason: 'signed-out' }));
      browser.signOut();
      browser.clearSite();
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/sessions',
    summary: '自分がサインインしている端末',
    permission: 'signed-in',
    answer: z.object({ sessions: z.array(session) }),
    run: async ({ inTenant, staff, session }) => ({
      sessions: (await inTenant((scope) => listSessions(scope, staff.staffId))).map((each) => ({
        ...each,
        isThis: each.sessionId === session?.sessionId,
      })),
    }),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/sessions/:sessionId',
    summary: '自分がサインインしている端末のひとつを終わりにする',
    permission: 'signed-in',
    params: z.object({ sessionId: z.uuid() }),
    run: ({ inTenant, staff: { staffId }, params: { sessionId } }) =>
      inTenant((scope) => endOwnSession(scope, { staffId, sessionId, reason: 'ended-by-person' })),
  }),
  defineRoute({
    method: 'POST',
    url: '/sessions/end-others',
    summary: 'この端末のほかの、自分のサインインをすべて終わりにする',
    permission: 'signed-in',
    run: ({ inTenant, ...caller }) => inTenant((scope) => endOtherSessions(scope, browserSession(caller))),
  }),
  defineRoute({
    method: 'POST',
    url: '/step-up/code',
    summary: '大切な操作の前に、確認コードで本人であることを確かめる',
    permission: 'signed-in',
    body: z.strictObject({ code }),
    run: ({ db, secrets, clock, party, tell, body, ...caller }) =>
      stepUpWithCode({ db, secrets, clock, party, tell }, browserSession(caller), body.code),
  }),
  defineRoute({
    method: 'POST',
    url: '/step-up/passkey/options',
    summary: '大切な操作の前に、パスキーで本人であることを確かめ始める',
    permission: 'signed-in',
    answer: passkeyRequest,
    run: async ({ db, party, browser, staff }) => {
      const { options, ticket } = await beginPasskey({ db, party }, staff.tenantId, staff.staffId);
      browser.keepTicket(ticket);
      return { options };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/step-up/passkey',
    summary: '本人であることを確かめるパスキーの応答',
    permission: 'signed-in',
    body: z.strictObject({ response: authenticationResponseSchema }),
    run: ({ db, party, browser: { ticket }, body: { response }, ...caller }) =>
      stepUpWithPasskey({ db, party }, browserSession(caller), { ticket, response }),
  }),
  defineRoute({
    method: 'PUT',
    url: '/me/password',
    summary: 'パスワードを変える。パスキーだけの人は、はじめて決める。ほかの端末はサインアウトされる',
    permission: 'signed-in',
    body: z.strictObject({ present: z.string().max(1_000).optional(), next: z.string().max(1_000) }),
    stepUp: true,
    run: ({ db, tell, breached, body, ...caller }) =>
      changePassword({ db, tell, breached }, browserSession(caller), { present: body.present, next: body.next }),
  }),
  defineRoute({
    method: 'GET',
    url: '/me/passkeys',
    summary: '自分のパスキー',
    permission: 'signed-in',
    answer: z.object({ passkeys: z.array(passkey) }),
    run: async ({ inTenant, staff }) => ({ passkeys: await inTenant((scope) => listPasskeys(scope, staff.staffId)) }),
  }),
  defineRoute({
    method: 'POST',
    url: '/me/passkeys/options',
    summary: 'パスキーの登録を始める',
    permission: 'signed-in',
    stepUp: true,
    answer: passkeyCreation,
    run: async ({ inTenant, party, browser, staff }) => {
      const { options, ticket } = await inTenant((scope) => beginRegistration(scope, party, staff.staffId));
      browser.keepTicket(ticket);
      return { options };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/me/passkeys',
    summary: 'パスキーを登録する',
    permission: 'signed-in',
    stepUp: true,
    body: z.strictObject({ response: registrationResponseSchema, label: z.string().trim().min(1).max(60) }),
    run: ({ inTenant, party, tell, browser: { ticket }, staff: { staffId }, body }) =>
      inTenant((scope) => finishRegistration(scope, { party, tell }, { staffId, ticket, ...body })),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/me/passkeys/:passkeyId',
    summary: 'パスキーを消す',
    permission: 'signed-in',
    stepUp: true,
    params: z.object({ passkeyId: z.uuid() }),
    run: ({ inTenant, tell, staff: { staffId }, params }) =>
      inTenant((scope) => giveUpPasskey(scope, { tell }, { staffId, ...params })),
  }),
  defineRoute({
    method: 'POST',
    url: '/me/totp',
    summary: '認証アプリを登録しなおす。確認コードを入れるまでは、今のものが使える',
    permission: 'signed-in',
    stepUp: true,
    answer: totp,
    run: ({ db, secrets, party, ...caller }) => beginTotp({ db, secrets, party }, browserSession(caller)),
  }),
  defineRoute({
    method: 'POST',
    url: '/me/totp/confirm',
    summary: '新しい認証アプリの確認コードを入れる',
    permission: 'signed-in',
    stepUp: true,
    body: z.strictObject({ code }),
    run: ({ db, secrets, clock, party, tell, body, ...caller }) =>
      confirmTotp({ db, secrets, clock, party, tell }, browserSession(caller), body.code),
  }),
  defineRoute({
    method: 'POST',
    url: '/me/recovery-codes',
    summary: '回復コードを作りなおす。このときだけ見られる',
    permission: 'signed-in',
    stepUp: true,
    answer: recoveryCodes,
    run: async ({ inTenant, tell, staff }) => ({
      recoveryCodes: await inTenant((scope) => renewRecoveryCodes(scope, { tell }, staff.staffId)),
    }),
  }),
] as const;

/** @throws AppError STAFF_NOT_SIGNED_IN for a program: it has no session */
function browserSession({ session }: Pick<Caller, 'session'>): SessionStaff {
  if (!session) throw staffErrors.NOT_SIGNED_IN();
  return session;
}
