export { type BlockContractOptions, blockContract } from './block-contract.ts';
export { enterBlock, makeContext, playBlock, type Surroundings } from './block-harness.ts';
export { type FeatureContractOptions, featureContract } from './feature-contract.ts';
export { hostileEvents } from './hostile-events.ts';
export { fakePlatformPorts } from './platform-ports.ts';
