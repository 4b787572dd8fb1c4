// What onboarding asks of the other packages of the console.
import { listPrograms } from '@tenohira/benefits';
import { type BillingDependencies, subscribeCity } from '@tenohira/billing';
import type { Catalog } from '@tenohira/catalog';
import { AppError } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import type { LineClients } from '@tenohira/messaging';
import { type LiveCheck, type OnboardingPorts, onboardingErrors } from '@tenohira/onboarding';
import { type PayoutMethods, readMethodSettings } from '@tenohira/payouts';
import { publishStarterMenu } from '@tenohira/rich-menus';
import type { TenantSecrets } from '@tenohira/secrets';
import { inviteStaff, listStaff, type RelyingParty } from '@tenohira/staff';
import { storeInvitationLetter } from '../access/letters.ts';

type Tools = {
  db: Database;
  secrets: TenantSecrets;
  party: RelyingParty;
  methods: PayoutMethods;
  catalog: Catalog;
  lineClients: LineClients;
  billing: BillingDependencies;
};

export function onboardingPorts(tools: Tools): OnboardingPorts {
  const { db } = tools;
  return {
    invite: (tenantId, person, actor) =>
      db
        .withTenant(tenantId, async (scope) => {
          await storeInvitationLetter(scope, tools, await inviteStaff(scope, person, actor));
        })
        .catch(nothingIf('STAFF_EMAIL_TAKEN')),
    publishMenu: async (tenantId, actor) => {
      await publishStarterMenu(tools, tenantId, actor);
    },
    // Where nobody is billed the step is not offered.
    ...(tools.billing.stripe === undefined
      ? {}
      : {
          subscribe: async (tenantId, plan, actor) => {
            const staff = await db.readTenant(tenantId, listStaff);
            const owner = staff.find(({ role, status }) => role === 'owner' && status !== 'disabled');
            // Invoices go to an owner; the billing page names another address.
            if (!owner) throw onboardingErrors.OWNER_MISSING();
            await subscribeCity(tools.billing, tenantId, { plan, email: owner.email, actor }).catch(
              nothingIf('BILLING_ALREADY_SUBSCRIBED'),
            );
          },
        }),
    liveChecks: (tenantId) => db.readTenant(tenantId, (scope) => payoutChecks(scope, tools)),
  };
}

/** Somebody of that address has been invited: that is what was asked for. */
function nothingIf(code: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof AppError) || error.code !== code) throw error;
  };
}

/** A program that is to pay real money needs methods that are set up. */
async function payoutChecks(scope: TenantDb, tools: Pick<Tools, 'secrets' | 'methods'>): Promise<LiveCheck[]> {
  const real = (await listPrograms(scope)).filter(({ isPractice, status }) => !isPractice && status !== 'closed');
  if (real.length === 0) return [];
  const check = { key: 'payout-methods', title: '支払方法' };
  const unset: string[] = [];
  for (const key of new Set(real.flatMap(({ methods }) => methods))) {
    const isSet = await readMethodSettings(scope, tools, key).then(() => true, nothingIf('PAYOUT_SETTINGS_MISSING'));
    if (!isSet) unset.push(tools.methods.get(key)?.title ?? key);
  }
  if (unset.length === 0) return [{ ...check, status: 'ok', text: '本番の給付事業の支払方法は、設定できています。' }];
  return [
    {
      ...check,
      status: 'blocking',
      text: `本番の給付事業で使う支払方法の設定がまだです: ${unset.join('、')}。「給付」の「支払方法」で設定してください。`,
    },
  ];
}
