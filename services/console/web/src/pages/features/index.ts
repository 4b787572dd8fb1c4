import { definePage } from '../define-page.ts';

export const featuresPage = definePage({
  path: '/features',
  permission: 'read',
  load: () => import('./features-page.tsx'),
});

export const featurePage = definePage({
  path: '/features/:featureKey',
  permission: 'read',
  load: () => import('./feature-page.tsx'),
});
