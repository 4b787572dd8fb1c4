// Which routes ask for two factors again: money, exports, roles and secrets. A new route that changes something has to be put
// into one of the two lists, by somebody who has thought about it.
import { expect, it } from 'vitest';
import { routes } from '../app.ts';
import type { Route } from './route.ts';

const ASKS = [
  // one’s own way in
  'PUT /me/password',
  'POST /me/passkeys/options',
  'POST /me/passkeys',
  'DELETE /me/passkeys/:passkeyId',
  'POST /me/totp',
  'POST /me/totp/confirm',
  'POST /me/recovery-codes',
  // who works here, from where, and with which programs
  'POST /staff',
  'POST /staff/:staffId/invitation',
  'PUT /staff/:staffId/role',
  'POST /staff/:staffId/disabling',
  'PUT /networks',
  'PUT /money-proof',
  'POST /api-tokens',
  'DELETE /api-tokens/:tokenId',
  'POST /operator/cities/:tenantId/administrators',
  // what every city has at once
  'POST /operator/catalog/:featureKey/withdrawal',
  'POST /operator/catalog/:featureKey/reinstatement',
  // data that leaves, or is gone for good
  'POST /cases/export',
  'POST /residents/:residentId/deletion',
  'POST /programs/:programId/letters/:kind',
  'POST /batches/:batchId/file',
  // secrets of the city
  'PUT /channel',
  'POST /operator/cities/:tenantId/channel',
  // money, and what it rests on
  'POST /practice/end',
  'POST /programs/:programId/funds',
  'POST /lists/:listId/apply',
  'POST /approvals',
  'POST /entitlements/:entitlementId/fenced-portion',
  'PUT /payout-methods/:method/settings',
  'POST /batches/:batchId/release',
  'POST /batches/:batchId/settle',
  'POST /payouts/:payoutId/resolution',
  'POST /billing/portal',
  'POST /billing/plan',
  'PUT /billing/interval',
  'DELETE /billing/interval',
  'POST /operator/cities/:tenantId/subscription',
  'PUT /operator/cities/:tenantId/subscription',
  'PUT /operator/cities/:tenantId/interval',
  'DELETE /operator/cities/:tenantId/interval',
  'POST /operator/cities/:tenantId/grace',
  'POST /operator/cities/:tenantId/plan',
];

const DOES_NOT_ASK = [
  // one’s own session: it only takes something away, or is the proof itself
  'POST /session/end',
  'DELETE /sessions/:sessionId',
  'POST /sessions/end-others',
  'POST /step-up/code',
  'POST /step-up/passkey/options',
  'POST /step-up/passkey',
  // reading: with a reason that is written down, or nothing of a person
  'PUT /programs/:programId/column-mapping',
  'POST /claims/:claimId/recipient',
  'POST /rich-menu/preview',
  'POST /yucho-accounts',
  'POST /residents/:residentId/opening',
  'POST /residents/:residentId/identity',
  'POST /audit/verification',
  'POST /channel/check',
  'POST /features/:featureKey/preview',
  'POST /garbage/import/preview',
  'POST /programs/:programId/households/search',
  'POST /programs/:programId/batches/preflight',
  'POST /operator/cities/:tenantId/channel/check',
  // takes a second person afterwards, or is the second of two whose first or next step is asked
  'POST /programs/:programId/lists',
  'POST /programs/:programId/match',
  'POST /matches/:matchId/decision',
  'POST /programs/:programId/claims',
  'POST /claims/:claimId/confirm',
  'POST /claims/:claimId/cancel',
  'PUT /claims/:claimId/account',
  'POST /claims/:claimId/correction',
  'POST /entitlements/:entitlementId/fence',
  'POST /entitlements/:entitlementId/refusal',
  'POST /programs/:programId/batches',
  'POST /batches/:batchId/cancel',
  'POST /batches/:batchId/returns',
  'POST /batches/:batchId/returns/file',
  // a resident may hear of it, and it can be put right in the next minute
  'POST /cases/:caseNumber/status',
  'POST /cases/:caseNumber/assignment',
  'POST /cases/:caseNumber/replies',
  'POST /cases/:caseNumber/notes',
  'POST /cases/:caseNumber/merge',
  'POST /messages/:messageId/resend',
  'PUT /rich-menu',
  'POST /rich-menu/publish',
  'POST /rich-menu/:menuId/restore',
  'POST /programs',
  'PUT /programs/:programId',
  'POST /programs/:programId/open',
  'POST /programs/:programId/close',
  'POST /programs/:programId/expire',
  'POST /programs/:programId/notices',
  // settings without money, roles or secrets
  'PUT /staff/:staffId/departments',
  'POST /reply-templates',
  'PUT /reply-templates/:templateId',
  'DELETE /reply-templates/:templateId',
  'PUT /residents/:residentId/test',
  'PUT /city/settings',
  'POST /departments',
  'PUT /departments/:departmentId',
  'POST /departments/:departmentId/close',
  'PUT /practice/residents/:residentId',
  'PUT /features/order',
  'PUT /features/:featureKey',
  'POST /features/:featureKey/disable',
  'POST /garbage/import',
  'POST /operator/cities',
  'POST /operator/cities/:tenantId/features',
  'POST /operator/cities/:tenantId/menu',
];

const changing: readonly Route[] = routes.filter(
  ({ method, permission }) => method !== 'GET' && permission !== 'anyone',
);
const names = (asks: boolean) =>
  changing.filter(({ stepUp = false }) => stepUp === asks).map(({ method, url }) => `${method} ${url}`);

it('money, exports, roles and secrets ask for two factors again, and nothing is left unsorted', () => {
  expect(names(true).toSorted()).toEqual(ASKS.toSorted());
  expect(names(false).toSorted()).toEqual(DOES_NOT_ASK.toSorted());
});

it('what is approved with two factors moves money, and goes at the pace of people', () => {
  const letters = 'POST /programs/:programId/letters/:kind';
  const approvals = changing.filter(({ permission, stepUp }) => permission === 'approve' && stepUp);
  const slow = changing.filter(({ movesMoney }) => movesMoney).map(({ method, url }) => `${method} ${url}`);
  expect(slow.toSorted()).toEqual(
    approvals
      .map(({ method, url }) => `${method} ${url}`)
      .filter((name) => name !== letters)
      .toSorted(),
  );
});

it('nothing that somebody may do without having signed in asks for it', () => {
  const open: readonly Route[] = routes.filter(({ permission }) => permission === 'anyone');
  expect(open.filter(({ stepUp }) => stepUp)).toEqual([]);
});
