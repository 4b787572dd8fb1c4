export {
  createTestClaim,
  createTestClaims,
  createTestProgram,
  type TestClaim,
  type TestProgram,
} from './create-test-program.ts';
export {
  createScriptedMethod,
  type QueryBehaviour,
  type ScriptedMethod,
  type ScriptOptions,
  type SubmitBehaviour,
  scriptedFileMethod,
} from './scripted-method.ts';
export { type SimulationOptions, type SimulationReport, simulatePayouts } from './simulate-payouts.ts';
