// Loaded before a service by `--import`: its main.ts runs as it is, with the probe feature for a catalog.
import { registerHooks } from 'node:module';

const FEATURES_UNDER_TEST = new URL('./features-under-test.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    nextResolve(specifier === '@tenohira/features' ? FEATURES_UNDER_TEST : specifier, context),
});
