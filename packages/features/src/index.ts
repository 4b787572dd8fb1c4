// The features made in code, in the order of the catalog.
import type { AnyFeature } from '@tenohira/feature-kit';
import { benefitApplication } from './benefit-application/index.ts';
import { garbageGuide } from './garbage-guide/index.ts';
import { identityRegistration } from './identity-registration/index.ts';
import { roadDamageReport } from './road-damage-report/index.ts';
import { survey } from './survey/index.ts';

export const features: readonly AnyFeature[] = [
  benefitApplication,
  garbageGuide,
  identityRegistration,
  roadDamageReport,
  survey,
];
