export { type LineAccount, type LineAccounts, startLineAccounts } from './line-accounts.ts';
