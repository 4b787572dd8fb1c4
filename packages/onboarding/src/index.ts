export { WEBHOOK_FAILURES, type WebhookFailure } from './channel/ask-line.ts';
export { type ChannelProblem, channelProblems } from './channel/channel-problems.ts';
export { type ChannelWatch, checkChannels } from './channel/check-channels.ts';
export { type CheckedChannel, checkChannel, connectChannel } from './channel/connect-channel.ts';
export { readChannel } from './channel/read-channel.ts';
export type {
  Administrator,
  ChannelDependencies,
  LiveCheck,
  OnboardingDependencies,
  OnboardingPorts,
} from './dependencies.ts';
export { errors as onboardingErrors } from './errors.ts';
export { goLive, listLiveChecks } from './go-live.ts';
export {
  findMunicipalities,
  getMunicipality,
  listMunicipalities,
  type Municipality,
  officeOf,
} from './municipalities.ts';
export {
  administratorSchema,
  channelSchema,
  featureChoiceSchema,
  type OnboardingPlan,
  type OnboardingReport,
  onboardCity,
  onboardingPlanSchema,
  type StepReport,
} from './onboard-city.ts';
export { ensurePlatformTenant } from './platform-tenant.ts';
export { choosePlan, inviteAdministrators, publishStarterMenu } from './port-steps.ts';
export { getCity, type Onboarding, type OnboardingStep, readOnboarding } from './read-onboarding.ts';
export { type NewCity, type StartedCity, startCity } from './start-city.ts';
export { type FeatureChoice, installStarterFeatures, starterFeatures } from './starter-features.ts';
export { STEPS, type StepKey } from './steps.ts';
export { listPossibleTestResidents, markTestResident, type PossibleTestResident } from './test-residents.ts';
