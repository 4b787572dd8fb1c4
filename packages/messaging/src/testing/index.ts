export {
  type LineCall,
  type LineReaction,
  type LineStub,
  PUSH,
  REPLY,
  react,
  silence,
  startLineStub,
} from './line-stub.ts';
export { type SendSimulationOptions, type SendSimulationReport, simulateSends } from './simulate-sends.ts';
