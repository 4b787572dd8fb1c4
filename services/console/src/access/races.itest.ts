// What is good once, shown twice at the same moment from two connections: it is good once.
import { type Role, requestPasswordReset } from '@tenohira/staff';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { furnishCity } from '../testing/furnished-city.ts';
import { joinCity, newBrowser, PASSWORD, type TestBrowser } from '../testing/joined-person.ts';
import { withTestConsole } from '../testing/test-console.ts';

const console_ = withTestConsole();
let city: TestTenant;
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
});

const inCity = <Row>(text: string, { tenantId } = city): Promise<Row[]> =>
  console_.database.db.readTenant(tenantId, ({ sql }) => sql<Row>(text));
const statusesOf = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort();

describe('at the same moment', () => {
  it.each(['recovery code', 'code of the authenticator'])('a %s signs one browser in', async (kind) => {
    const person = await joinCity(console_, city);
    const code = kind === 'recovery code' ? person.recoveryCodes[0] : await person.nextCode();
    const browsers = await Promise.all([1, 2, 3].map(() => person.halfSignedIn()));
    const answers = await Promise.all(browsers.map((browser) => browser.call('POST', '/sign-in/code', { code })));
    expect(statusesOf(answers)).toEqual([200, 400, 400]);
  });

  it('a step of signing in leads to one session', async () => {
    const person = await joinCity(console_, city);
    const [one, other] = [await person.halfSignedIn(), newBrowser(console_)];
    for (const [name, value] of one.jar) other.jar.set(name, value);
    const code = await person.nextCode();
    const answers = await Promise.all([one, other].map((browser) => browser.call('POST', '/sign-in/code', { code })));
    expect(statusesOf(answers)[0]).toBe(200);
    expect(statusesOf(answers)[1]).toBeGreaterThanOrEqual(400);
    expect(await inCity('select 1 from staff_session')).toHaveLength(2);
  });

  it('a link to a new password sets one', async () => {
    const person = await joinCity(console_, city);
    const reset = await console_.database.db.withTenant(city.tenantId, (db) => requestPasswordReset(db, person.email));
    const token = reset?.ticket ?? '';
    const passwords = ['つくえ ゆうやけ りんご八百', 'まくら ひこうき きんかん百'];
    const set = (password: string) =>
      newBrowser(console_).call('POST', '/password-reset/password', { token, password });
    const answers = await Promise.all(passwords.map(set));
    expect(statusesOf(answers)).toEqual([200, 404]);
    const enter = (password: string) =>
      newBrowser(console_).call('POST', '/sign-in/password', { city: city.slug, email: person.email, password });
    expect(statusesOf(await Promise.all(passwords.map(enter)))).toEqual([200, 400]);
    expect((await enter(PASSWORD)).status).toBe(400);
  });

  it('a refresh token of two tabs goes on in both, and gives one next', async () => {
    const { browser } = await joinCity(console_, city);
    const tab = newBrowser(console_);
    for (const [name, value] of browser.jar) tab.jar.set(name, value);
    const before = browser.jar.get('refresh');
    expect(statusesOf(await Promise.all([browser, tab].map((each) => each.call('POST', '/session/refresh'))))).toEqual([
      200, 200,
    ]);
    const after = [browser, tab].map(({ jar }) => jar.get('refresh'));
    expect(after.filter((token) => token === before)).toHaveLength(1);
    expect(statusesOf(await Promise.all([browser, tab].map((each) => each.call('GET', '/me'))))).toEqual([200, 200]);
  });

  it('two owners cannot take each other’s role', async () => {
    const [one, two] = [await console_.signIn(city.tenantId, 'owner'), await console_.signIn(city.tenantId, 'owner')];
    const demote = (by: typeof one, whom: typeof one) =>
      by.call('PUT', `/staff/${whom.staffId}/role`, { role: 'viewer' });
    const answers = await Promise.all([demote(one, two), demote(two, one)]);
    expect(statusesOf(answers)[0]).toBe(200);
    expect(statusesOf(answers)[1]).toBeGreaterThanOrEqual(400);
    expect(await inCity("select 1 from staff_member where role = 'owner'")).toHaveLength(1);
  });

  it('two owners cannot both be left with nothing but an invitation', async () => {
    const [one, two] = [await console_.signIn(city.tenantId, 'owner'), await console_.signIn(city.tenantId, 'owner')];
    const again = (by: typeof one, whom: typeof one) => by.call('POST', `/staff/${whom.staffId}/invitation`);
    const answers = await Promise.all([again(one, two), again(two, one)]);
    expect(statusesOf(answers)[0]).toBe(200);
    expect(statusesOf(answers)[1]).toBeGreaterThanOrEqual(400);
    expect(await inCity("select 1 from staff_member where role = 'owner' and status = 'active'")).toHaveLength(1);
  });

  it('two approvals of a claim pay it once', async () => {
    const { city: rich, ids, people } = await furnishCity(console_);
    const as = (role: Role) => console_.signIn(rich.tenantId, role);
    const [editor, owner, ...approvers] = [
      await as('editor'),
      await as('owner'),
      await as('approver'),
      await as('approver'),
    ];
    const paper = {
      ...{ household: { number: people[2]?.household }, method: 'bank-transfer-zengin', accountKind: 'entered' },
      account: { bankCode: '0001', branchCode: '001', type: '1', number: '1234567', holderKana: 'カミノ シンセイ' },
      ...{ receivedAt: new Date().toISOString(), paperNumber: 'P-3' },
    };
    const keyed = await editor.call('POST', `/programs/${ids.programId}/claims`, paper);
    const { claimId } = z.object({ claimId: z.string() }).parse(keyed.json);
    expect((await owner.call('POST', `/claims/${claimId}/confirm`)).status).toBe(200);
    const shown = z.object({
      claims: z.array(z.object({ claimId: z.string(), seal: z.string() })),
      ...{ count: z.number(), totalYen: z.number() },
    });
    const { claims, ...expected } = shown.parse(
      (await owner.call('GET', `/programs/${ids.programId}/claims/to-approve`)).json,
    );
    expect(claims.map((each) => each.claimId)).toEqual([claimId]);
    const approve = (who: typeof editor) => who.call('POST', '/approvals', { claims, expected });
    const answers = await Promise.all([...approvers, owner].map(approve));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(await inCity(`select 1 from payout where claim_id = '${claimId}'`, rich)).toHaveLength(1);
    expect(
      await inCity(
        `select 1 from audit_entry where action = 'benefit.claim-approved' and subject = 'claim:${claimId}'`,
        rich,
      ),
    ).toHaveLength(1);
  });
});

describe('a browser that brings a session along', () => {
  it('gets a new one by signing in, and the old one is not made stronger', async () => {
    const victim = await joinCity(console_, city);
    const attacker = await joinCity(console_, city, { role: 'viewer', email: 'evil@city.example' });
    const browser: TestBrowser = await victim.halfSignedIn();
    for (const name of ['access', 'refresh']) browser.jar.set(name, attacker.browser.jar.get(name) ?? '');
    const before = [browser.jar.get('access'), browser.jar.get('refresh')];
    expect((await browser.call('POST', '/sign-in/code', { code: await victim.nextCode() })).status).toBe(200);
    for (const name of ['access', 'refresh']) expect(before).not.toContain(browser.jar.get(name));
    expect((await browser.call('GET', '/me')).json).toMatchObject({ staffId: victim.staffId });
    expect((await attacker.browser.call('GET', '/me')).json).toMatchObject({
      staffId: attacker.staffId,
      role: 'viewer',
    });
  });
});
