// What operators of the platform see; nobody of a city does.
import { definePage } from '../define-page.ts';

export const operatorPages = [
  definePage({ path: '/operator/cities', permission: 'operate', load: () => import('./cities-page.tsx') }),
  definePage({ path: '/operator/cities/:tenantId', permission: 'operate', load: () => import('./city-page.tsx') }),
  definePage({ path: '/operator/onboarding', permission: 'operate', load: () => import('./choose-city-page.tsx') }),
  definePage({
    path: '/operator/onboarding/:tenantId',
    permission: 'operate',
    load: () => import('./onboarding-page.tsx'),
  }),
  definePage({ path: '/operator/catalog', permission: 'operate', load: () => import('./catalog-page.tsx') }),
  definePage({
    path: '/operator/catalog/:featureKey',
    permission: 'operate',
    load: () => import('./feature-page.tsx'),
  }),
  definePage({ path: '/operator/billing', permission: 'operate', load: () => import('./plans-page.tsx') }),
  definePage({ path: '/operator/queues', permission: 'operate', load: () => import('./queues-page.tsx') }),
];
