export { createTestRegistration } from './create-test-registration.ts';
export { startTestProvider, type TestPerson, type TestProvider } from './test-provider.ts';
