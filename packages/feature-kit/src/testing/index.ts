export { type BlockContractOptions, blockContract } from './block-contract.ts';
export { enterBlock, makeContext, playBlock, type Surroundings } from './block-harness.ts';
export { type FeatureContractOptions, featureContract } from './feature-contract.ts';
export { type FileMethodSamples, filePayoutMethodContract } from './file-payout-method-contract.ts';
export { hostileEvents } from './hostile-events.ts';
export {
  type InstantHarness,
  instantPayoutMethodContract,
  type ProviderFault,
  type RunningProvider,
} from './payout-method-contract.ts';
