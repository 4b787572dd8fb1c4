// The platform's own ports with plain answers, for tests. Needs no test runner.
import type { PlatformPorts } from '../platform-effects.ts';

/** Numbers count from 26-00001, nothing is near, and addresses lie under city.example. */
export function fakePlatformPorts(): PlatformPorts {
  let count = 0;
  return {
    cases: {
      reserveNumber: async () => {
        count += 1;
        return `26-${String(count).padStart(5, '0')}`;
      },
      findNearby: async () => [],
    },
    forms: { formUrl: (token) => `https://city.example/f/${token}` },
  };
}
