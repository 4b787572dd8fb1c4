export { startTestBilling, startTestStripe, type TestBilling, type TestStripe } from './start-test-billing.ts';
