// For whoever has not signed in. What is wrong is not said more closely than the person needs.
import { AppError } from '@tenohira/core';
import type { PlatformDb } from '@tenohira/db';
import {
  beginFirstPasskey,
  beginPasskey,
  chooseFirstPassword,
  confirmFirstCode,
  finishFirstPasskey,
  openInvitation,
  PLATFORM_SLUG,
  refreshSession,
  requestPasswordReset,
  resetPassword,
  signInWithCode,
  signInWithPasskey,
  signInWithPassword,
  staffErrors,
} from '@tenohira/staff';
import { z } from 'zod';
import { storeResetLetter } from '../../access/letters.ts';
import { authenticationResponseSchema, registrationResponseSchema } from '../../access/webauthn-schema.ts';
import { defineOpenRoute } from '../route.ts';
import {
  cityName,
  codeIsNext,
  invitation,
  passkeyCreation,
  passkeyRequest,
  recoveryCodes,
  signedIn,
  totp,
} from './answers.ts';

const city = z.string().min(1).max(80).meta({ description: '市区町村の短い名前' });
const email = z.string().min(1).max(254);
const password = z.string().min(1).max(1_000);
const code = z.string().min(6).max(40);
const link = z.string().min(1).max(300);
const label = z.string().trim().min(1).max(60);

/** Of the cities that a text could mean. */
const MAX_CITIES = 20;

const done = { next: 'done' } as const;

export const signInRoutes = [
  defineOpenRoute({
    method: 'GET',
    url: '/sign-in/cities',
    summary: 'サインインする市区町村をさがす',
    query: z.object({ text: z.string().trim().max(40).default('') }),
    answer: z.object({ cities: z.array(cityName) }),
    run: async ({ db, query: { text } }) => {
      const tenants = await db.platform.listTenants();
      const cities = tenants.filter(
        ({ slug, name }) => slug !== PLATFORM_SLUG && (name.includes(text) || slug === text),
      );
      return { cities: cities.slice(0, MAX_CITIES).map(({ slug, name }) => ({ slug, name })) };
    },
  }),
  defineOpenRoute({
    method: 'GET',
    url: '/sign-in/cities/:city',
    summary: 'サインインする市区町村の名前',
    params: z.object({ city }),
    answer: z.object({ city: cityName.nullable() }),
    run: async ({ db, params }) => {
      const found = await db.platform.findTenant(params.city);
      return { city: found ? { slug: found.slug, name: found.name } : null };
    },
  }),
  defineOpenRoute({
    method: 'POST',
    url: '/sign-in/password',
    summary: 'パスワードでサインインする。次は確認コード',
    body: z.strictObject({ city, email, password }),
    answer: codeIsNext,
    run: async ({ db, tell, browser, body }) => {
      browser.keepTicket(await signInWithPassword({ db, tell }, await tenantOf(db.platform, body.city), body));
      return { next: 'code' } as const;
    },
  }),
  defineOpenRoute({
    method: 'POST',
    url: '/sign-in/code',
    summary: '認証アプリの確認コードか、回復コードを入れる',
    body: z.strictObject({ code }),
    answer: signedIn,
    run: async ({ db, secrets, clock, party, tell, browser, body }) => {
      const { ticket } = browser;
      await browser.signIn(await signInWithCode({ db, secrets, clock, party, tell }, { ticket, browser, ...body }));
      return done;
    },
  }),
  defineOpenRoute({
    method: 'POST',
    url: '/sign-in/passkey/options',
    summary: 'パスキーでのサインインを始める',
    body: z.strictObject({ city }),
    answer: passkeyRequest,
    run: async ({ db, party, browser, body }) => {
      const { options, ticket } = await beginPasskey({ db, party }, await tenantOf(db.platform, body.city));
      browser.keepTicket(ticket);
      return { options };
    },
  }),
  defineOpenRoute({
    method: 'POST',
    url: '/sign-in/passkey',
    summary: 'パスキーの応答を確かめる',
    body: z.strictObject({ response: authenticationResponseSchema }),
    answer: signedIn,
    run: async ({ db, party, browser, body: { response } }) => {
      const { ticket } = browser;
      await browser.signIn(await signInWithPasskey({ db, party }, { ticket, response, browser }));
      return done;
    },
  }),
  defineOpenRoute({
    method: 'POST',
    url: '/session/refresh',
    summary: 'サインインを続ける',
    answer: signedIn,
    run: async ({ db, tell, browser }) => {
      const granted = await refreshSession({ db, tell }, browser.refresh).catch((error: unknown) => {
        // A database that is away for a moment ends no session.
        if (error instanceof AppError && error.code === staffErrors.NOT_SIGNED_IN().code) browser.signOut();
        throw error;
      });
      await browser.signIn(granted);
      return done;
    },
  }),
  defineOpenRoute({
    method: 'POST',
    url: '/invitations/open',
    summary: '招待の内容を見る',
    body: z.strictObject({ token: link }),
    answer: invitation,
    run: async ({ db, body }) => {
      const { cityName, ...person } = await openInvitation({ db }, body.token);
      return { ...person, city: { name: cityName } };
    },
  }),
  defineOpenRoute({
    method: 'POST',
    url: '/invitations/password',
    summary: '招待された人が、パスワードを決める。次は認証アプリの設定',
    body: z.strictObject({ token: link, password }),
    answer: z.object({ totp }),
    run: async ({ db, secrets, clock, party, breached, body }) => ({
      totp: await chooseFirstPassword({ db, secrets, clock, party, breached }, body.token, body.password),
    }),
  }),
  defineOpenRoute({
    method: 'POST',
    url: '/invitations/totp',
    summary: '認証アプリのはじめての確認コードを入れる。回復コードはこのときだけ見られる',
    body: z.strictObject({ token: link, code }),
    answer: recoveryCodes,
    run: async ({ db, secrets, clock, party, browser, body }) => {
      const first = { link: body.token, code: body.code, browser };
      const { granted, recoveryCodes } = await confirmFirstCode({ db, secrets, clock, party }, first);
      await browser.signIn(granted);
      return { recoveryCodes };
    },
  }),
  defineOpenRoute({
    method: 'POST',
    url: '/invitations/passkey/options',
    summary: '招待された人が、パスキーの登録を始める',
    body: z.strictObject({ token: link }),
    answer: passkeyCreation,
    run: async ({ db, secrets, clock, party, browser, body }) => {
      const { options, ticket } = await beginFirstPasskey({ db, secrets, clock, party }, body.token);
      browser.keepTicket(ticket);
      return { options };
    },
  }),
  defineOpenRoute({
    method: 'POST',
    url: '/invitations/passkey',
    summary: '招待された人が、パスキーを登録する',
    body: z.strictObject({ token: link, response: registrationResponseSchema, label }),
    answer: signedIn,
    run: async ({ db, secrets, clock, party, tell, browser, body: { token, ...rest } }) => {
      const { ticket } = browser;
      const input = { link: token, ticket, browser, ...rest };
      await browser.signIn(await finishFirstPasskey({ db, secrets, clock, party, tell }, input));
      return done;
    },
  }),
  defineOpenRoute({
    method: 'POST',
    url: '/password-reset',
    summary: 'パスワードを設定しなおすためのメールを頼む。登録の有無にかかわらず、同じ答え',
    body: z.strictObject({ city, email }),
    run: async ({ db, secrets, party, body }) => {
      const tenant = await db.platform.findTenant(body.city);
      if (!tenant) return;
      await db.withTenant(tenant.id, async (scope) => {
        const reset = await requestPasswordReset(scope, body.email);
        if (reset) await storeResetLetter(scope, { secrets, party }, reset);
      });
    },
  }),
  defineOpenRoute({
    method: 'POST',
    url: '/password-reset/password',
    summary: '新しいパスワードを決める。サインインには確認コードも要る',
    body: z.strictObject({ token: link, password }),
    run: ({ db, tell, breached, body }) => resetPassword({ db, tell, breached }, body.token, body.password),
  }),
] as const;

/** A city that there is not answers as one whose staff the person does not belong to. @throws AppError STAFF_SIGN_IN_FAILED */
async function tenantOf(platform: PlatformDb, slug: string): Promise<string> {
  const tenant = await platform.findTenant(slug);
  if (!tenant) throw staffErrors.SIGN_IN_FAILED();
  return tenant.id;
}
