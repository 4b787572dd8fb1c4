export type { IdentityDependencies } from './dependencies.ts';
export { errors as identityErrors } from './errors.ts';
export { type FinishedRequest, finishIdentityRequest, type WayBack } from './finish-identity-request.ts';
export {
  forgetIdentityRequests,
  identityPageUrl,
  identityRedirectUri,
  openIdentityRequest,
  readIdentityRequest,
  startIdentityRequest,
} from './identity-request.ts';
export * from './matching/index.ts';
export type { Person } from './person.ts';
export { createIdentityProvider, type IdentityProviderOptions } from './provider/create-identity-provider.ts';
export type { IdentityProvider } from './provider/identity-provider.ts';
export {
  type ConsentStep,
  findRegistration,
  forgetRequestsOf,
  listConsents,
  type Registration,
  readPerson,
  withdrawRegistration,
} from './registration.ts';
