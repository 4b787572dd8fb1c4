// What the platform offers to every block of a step, bound to the tenant and the resident.
import { findOffer, listOffers, lockOffer, reserveClaimNumber } from '@tenohira/benefits';
import { findNearbyCases, reserveCaseNumber } from '@tenohira/cases';
import { jstDateOf } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { BenefitOffer, BenefitsPort, IdentityPort, PlatformPorts } from '@tenohira/feature-kit';
import { findRegistration, identityPageUrl } from '@tenohira/identity';
import { benefitPageUrl } from './benefit-pages.ts';
import type { ConversationDependencies } from './dependencies.ts';
import { formUrl } from './forms.ts';

type Deps = Pick<ConversationDependencies, 'methods' | 'publicBaseUrl'>;

export type PortScope = {
  residentId: string;
  featureKey: string;
  now: Date;
  /** When the event reached us: what a period is judged by. */
  receivedAt: Date;
  hasFeature(key: string): boolean;
};

export function platformPorts(deps: Deps, db: TenantDb, scope: PortScope): PlatformPorts {
  const { featureKey, now } = scope;
  return {
    cases: {
      reserveNumber: () => reserveCaseNumber(db, now),
      findNearby: (query) => findNearbyCases(db, { ...query, featureKey }),
    },
    forms: { formUrl: (token) => formUrl(deps.publicBaseUrl, db.tenantId, token) },
    benefits: benefitsPort(deps, db, scope),
    identity: identityPort(deps, db, scope),
  };
}

function benefitsPort(deps: Deps, db: TenantDb, { residentId, receivedAt, hasFeature }: PortScope): BenefitsPort {
  // A survey is offered only where somebody would ask it.
  const shown = ({ surveyKey, ...offer }: BenefitOffer): BenefitOffer =>
    surveyKey === undefined || !hasFeature('survey') ? offer : { ...offer, surveyKey };
  return {
    findOffer: async (programId) => shown(await findOffer(db, deps, residentId, programId, receivedAt)),
    lockOffer: async (programId) => shown(await lockOffer(db, deps, residentId, programId, receivedAt)),
    listOffers: async () => (await listOffers(db, deps, residentId, receivedAt)).map(shown),
    reserveClaimNumber: () => reserveClaimNumber(db, receivedAt),
    pageUrl: (token) => benefitPageUrl(deps.publicBaseUrl, db.tenantId, token),
  };
}

function identityPort(deps: Deps, db: TenantDb, { residentId }: PortScope): IdentityPort {
  return {
    find: async () => {
      const found = await findRegistration(db, residentId);
      return found && { verifiedOn: jstDateOf(found.verifiedAt), consentVersion: found.consentVersion };
    },
    pageUrl: (token) => identityPageUrl(deps.publicBaseUrl, db.tenantId, token),
  };
}
