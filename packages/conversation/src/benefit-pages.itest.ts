import { createTestBenefit, type TestBenefit, TRANSFER_METHOD, testAccount } from '@tenohira/benefits/testing';
import { createCatalog } from '@tenohira/catalog';
import { randomToken, uuidv7 } from '@tenohira/core';
import { withTestDatabase } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyOnPage, findPageOffer, readPageResult } from './apply-on-page.ts';
import { openBenefitLink, readBenefitPage, storeBenefitPage, VISIT_MS } from './benefit-pages.ts';
import { forgetOldData } from './forget-old-data.ts';

const database = withTestDatabase();
let benefit: TestBenefit;
let residentId: string;
let token: string;
beforeEach(async () => {
  benefit = await createTestBenefit(database.db);
  const [portion] = (await benefit.addHousehold([{}])).portions;
  if (!portion) throw new Error('a household has somebody');
  residentId = await benefit.registerAs(portion.person, portion.id);
  token = await makePage();
});

async function makePage(): Promise<string> {
  const made = randomToken();
  const expiresAt = new Date(benefit.clock.now().getTime() + 60_000);
  const { programId } = benefit;
  await benefit.run((db) =>
    storeBenefitPage(db, { pageId: uuidv7(), token: made, residentId, purpose: 'account', programId, expiresAt }),
  );
  return made;
}

const deps = () => ({ ...benefit.deps, catalog: createCatalog([], []) });
const application = { method: TRANSFER_METHOD, accountKind: 'entered', account: testAccount() } as const;

describe('a link', () => {
  it('is opened by one of several at the same moment, and only hashes are kept', async () => {
    const results = await Promise.allSettled([1, 2, 3].map(() => openBenefitLink(deps(), benefit.tenantId, token)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { code: 'CONVERSATION_PAGE_OPENED', statusCode: 410 },
    });
    const row = JSON.stringify(await benefit.run(({ prisma }) => prisma.benefitPage.findFirst()));
    const opened = results.find((result) => result.status === 'fulfilled');
    expect(row).not.toContain(token);
    expect(row).not.toContain(opened?.value.visit);
  });

  it('is not opened after its time', async () => {
    benefit.clock.advanceMs(60_001);
    await expect(openBenefitLink(deps(), benefit.tenantId, token)).rejects.toMatchObject({
      code: 'CONVERSATION_PAGE_EXPIRED',
    });
  });
});

describe('a visit', () => {
  it('lasts as long as it says, from the moment in which the link was opened', async () => {
    const { pageId, visit, expiresAt } = await openBenefitLink(deps(), benefit.tenantId, token);
    expect(expiresAt.getTime() - benefit.clock.now().getTime()).toBe(VISIT_MS);
    benefit.clock.advanceMs(VISIT_MS);
    await readBenefitPage(deps(), benefit.tenantId, pageId, visit);
    benefit.clock.advanceMs(1);
    await expect(readBenefitPage(deps(), benefit.tenantId, pageId, visit)).rejects.toMatchObject({
      code: 'CONVERSATION_PAGE_EXPIRED',
    });
  });

  it('applies once, however often and at however many places at once it is sent', async () => {
    const { pageId, visit } = await openBenefitLink(deps(), benefit.tenantId, token);
    const page = { tenantId: benefit.tenantId, pageId, visit };
    const results = await Promise.allSettled([1, 2, 3].map(() => applyOnPage(deps(), page, application)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'CONVERSATION_PAGE_FINISHED' });
    }
    const done = await readBenefitPage(deps(), benefit.tenantId, pageId, visit);
    const [claim, ...others] = await benefit.run(({ prisma }) => prisma.benefitClaim.findMany());
    expect(others).toEqual([]);
    expect(done).toMatchObject({ isFinished: true, claimId: claim?.id });
    expect(await readPageResult(deps(), done)).toEqual({ number: claim?.number, isPractice: false });
    expect(await findPageOffer(deps(), done)).toMatchObject({ state: 'applied', claimNumber: claim?.number });
    expect(await benefit.outbox()).toHaveLength(1);
  });

  it('that fails leaves the page open and nothing behind', async () => {
    const { pageId, visit } = await openBenefitLink(deps(), benefit.tenantId, token);
    const page = { tenantId: benefit.tenantId, pageId, visit };
    const impossible = { ...application, account: { ...testAccount(), branchCode: '123' } };
    await expect(applyOnPage(deps(), page, impossible)).rejects.toMatchObject({ code: 'BENEFIT_ACCOUNT_INVALID' });
    expect(await benefit.outbox()).toEqual([]);
    await applyOnPage(deps(), page, application);
    const [claim] = await benefit.run(({ prisma }) => prisma.benefitClaim.findMany());
    expect(claim?.number).toMatch(/-00001$/);
  });

  it('is refused to a visit of another page', async () => {
    const mine = await openBenefitLink(deps(), benefit.tenantId, token);
    const other = await openBenefitLink(deps(), benefit.tenantId, await makePage());
    for (const visit of [other.visit, undefined, '']) {
      const page = { tenantId: benefit.tenantId, pageId: mine.pageId, visit };
      await expect(applyOnPage(deps(), page, application)).rejects.toMatchObject({
        code: 'CONVERSATION_PAGE_NOT_FOUND',
      });
    }
  });
});

it('forgets pages that came to nothing, and keeps those on which something was done', async () => {
  const { pageId, visit } = await openBenefitLink(deps(), benefit.tenantId, token);
  await applyOnPage(deps(), { tenantId: benefit.tenantId, pageId, visit }, application);
  await makePage();
  await benefit.run(async (db) => {
    await db.sql("update benefit_page set expires_at = now() - interval '8 days'");
    await forgetOldData(db, { messageDays: 7, sessionDays: 7 });
  });
  expect(await benefit.run(({ prisma }) => prisma.benefitPage.findMany())).toEqual([
    expect.objectContaining({ id: pageId }),
  ]);
});
