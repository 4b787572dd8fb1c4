// The features made in code, in the order of the catalog.
import type { AnyFeature } from '@tenohira/feature-kit';
import { garbageGuide } from './garbage-guide/index.ts';
import { roadDamageReport } from './road-damage-report/index.ts';

export const features: readonly AnyFeature[] = [garbageGuide, roadDamageReport];
