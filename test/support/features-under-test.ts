// What the services find under `@tenohira/features` in system tests, see replace-features.ts.
import type { AnyFeature } from '@tenohira/feature-kit';
import { probeFeature } from './probe-feature.ts';

export const features: readonly AnyFeature[] = [probeFeature];
