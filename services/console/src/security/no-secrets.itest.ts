// What opens doors and what has to stay covered, looked for in everything that a city's most powerful person may read.
import { addApiToken, requestPasswordReset } from '@tenohira/staff';
import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../app.ts';
import { ACCOUNT_NUMBER, type FurnishedCity, furnishCity } from '../testing/furnished-city.ts';
import { joinCity } from '../testing/joined-person.ts';
import { withTestConsole } from '../testing/test-console.ts';

const console_ = withTestConsole();
let furnished: FurnishedCity;
/** By what it is. */
const planted = new Map<string, string>();

beforeAll(async () => {
  furnished = await furnishCity(console_);
  const { city, owner, people } = furnished;
  const { db } = console_.database;
  const person = await joinCity(console_, city, { role: 'editor' });
  const { token } = await db.withTenant(city.tenantId, (scope) =>
    addApiToken(
      scope,
      { tell: async () => {} },
      { name: '連携2', scopes: ['cases:read'], days: 9, createdBy: owner.staffId },
    ),
  );
  const reset = await db.withTenant(city.tenantId, (scope) => requestPasswordReset(scope, person.email));
  planted.set('token', token.split('.')[2] ?? '');
  planted.set('link', reset?.ticket.split('.')[2] ?? '');
  planted.set('refresh token', person.browser.jar.get('refresh')?.split('.')[2] ?? '');
  planted.set("authenticator's secret", person.secret);
  planted.set('recovery code', person.recoveryCodes[0] ?? '');
  planted.set("channel's secret", city.channelSecret);
  planted.set("payer's account", '0098761');
  planted.set("applicant's account", ACCOUNT_NUMBER);
  // Not those that are also a sum of money.
  for (const { accountNumber, household } of people.filter((each) => /[1-9]\d{0,2}$/.test(each.accountNumber)))
    planted.set(`account of household ${household}`, accountNumber);
  // As they are stored, in each of the ways in which bytes become text.
  const stored: readonly (readonly [string, string])[] = [
    ['password hash', 'select password_hash as secret from staff_member where password_hash is not null'],
    ['refresh hash', 'select refresh_hash as secret from staff_session'],
    ['link hash', 'select token_hash as secret from staff_link'],
    ['token hash', 'select token_hash as secret from api_token'],
    ['recovery hash', 'select code_hash as secret from staff_recovery_code'],
    [
      'encrypted authenticator',
      "select encode(totp_secret, 'base64') as secret from staff_member where totp_secret is not null",
    ],
    ['encrypted channel', "select encode(secret, 'base64') as secret from line_channel"],
    ['encrypted channel in hex', "select encode(secret, 'hex') as secret from line_channel"],
    ['encrypted person', "select encode(person, 'base64') as secret from benefit_entitlement"],
    [
      'encrypted recipient',
      "select encode(recipient, 'base64') as secret from benefit_claim where recipient is not null",
    ],
    ['wrapped key', "select encode(wrapped_key, 'base64') as secret from tenant_key"],
    ['blind index', 'select key_full as secret from benefit_entitlement'],
    [
      "letter's code hash",
      'select letter_code_hash as secret from benefit_household where letter_code_hash is not null',
    ],
    ["resident's LINE id", 'select line_user_id as secret from resident'],
  ];
  await owner.call('POST', `/programs/${furnished.ids.programId}/letters/csv`, { department: '福祉課' });
  await db.readTenant(city.tenantId, async ({ sql }) => {
    for (const [what, query] of stored) {
      const [row] = await sql<{ secret: string }>(`${query} limit 1`);
      planted.set(what, row?.secret.split('\n')[0] ?? '');
    }
  });
});

/** What is asked for with words of one's own, or shown once by its nature, has tests of its own. */
const reads = routes.filter(({ method, url }) => method === 'GET' && !url.endsWith('/live'));

describe('an answer to the owner', () => {
  it('is looked through for secrets that are there', () => {
    expect(planted.size).toBeGreaterThan(20);
    for (const [what, secret] of planted) expect(secret.length, what).toBeGreaterThan(5);
  });

  it.each(reads.map(({ url }) => [url]))('from GET %s holds none', async (url) => {
    const path = url.replace(/:(\w+)/g, (_, name: string) => furnished.ids[name] ?? 'x');
    const queries: Readonly<Record<string, string>> = {
      '/cases/:caseNumber': '?forms=open',
      '/programs/:programId/claims': '?status=approved',
      '/billing/plan-preview': '?plan=up-to-30000-year',
      '/billing/interval-preview': '?interval=month',
    };
    const { text } = await furnished.owner.call('GET', `${path}${queries[url] ?? ''}`);
    for (const [what, secret] of planted) expect(text.includes(secret), what).toBe(false);
  });

  it('has been an answer, not a refusal, where money and people are', async () => {
    const { owner, ids } = furnished;
    for (const url of [
      `/programs/${ids.programId}/claims?status=approved`,
      `/batches/${ids.batchId}/lines`,
      `/households/${ids.householdId}/evidence`,
      '/staff',
      '/channel',
      '/api-tokens',
      '/sessions',
      '/payouts/stuck',
      '/audit',
    ]) {
      expect((await owner.call('GET', url)).status, url).toBe(200);
    }
  });
});
