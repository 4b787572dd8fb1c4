// What the server is going to answer and does not declare yet. A route that it has caught up with is taken out here.
import type { routes } from '../../../src/app.ts';

type Declared = Extract<(typeof routes)[number], { method: 'GET'; url: '/me' }>;
type Types = NonNullable<Declared['types']>;

export type AwaitedApi = {
  'GET /me': Types & { answer: { city: { practice?: boolean } } };
};
