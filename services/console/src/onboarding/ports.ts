// What onboarding asks of the other packages of the console.
import { listPrograms } from '@tenohira/benefits';
import { AppError } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import type { LiveCheck, OnboardingPorts } from '@tenohira/onboarding';
import { type PayoutMethods, readMethodSettings } from '@tenohira/payouts';
import type { TenantSecrets } from '@tenohira/secrets';
import { inviteStaff, type RelyingParty } from '@tenohira/staff';
import { storeInvitationLetter } from '../access/letters.ts';

type Tools = { db: Database; secrets: TenantSecrets; party: RelyingParty; methods: PayoutMethods };

export function onboardingPorts(tools: Tools): OnboardingPorts {
  const { db } = tools;
  return {
    invite: (tenantId, person, actor) =>
      db
        .withTenant(tenantId, async (scope) => {
          await storeInvitationLetter(scope, tools, await inviteStaff(scope, person, actor));
        })
        .catch(nothingIf('STAFF_EMAIL_TAKEN')),
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
