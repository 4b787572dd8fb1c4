export { addBankBusinessDays, isBankBusinessDay, nextBankBusinessDay } from './bank-calendar.ts';
export {
  type BankEntry,
  type DirectoryOptions,
  findBank,
  findBranch,
  searchBanks,
  searchBranches,
} from './bank-directory.ts';
export { type AccountProblem, type CheckedAccount, checkAccount } from './check-account.ts';
export { errors as bankingErrors } from './errors.ts';
export { convertYuchoAccount, isYuchoBank, YUCHO_BANK_CODE, type YuchoAccount } from './yucho.ts';
export {
  cutZenginName,
  decodeZengin,
  toZenginName,
  writeZenginName,
  ZENGIN_NAME_BYTES,
  type ZenginLoss,
} from './zengin-name.ts';
