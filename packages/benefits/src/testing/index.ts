export {
  asOnCard,
  buildListCsv,
  type FileStyle,
  inventPeople,
  type PeopleOptions,
  type PersonInFile,
  writeListCsv,
} from './build-list-csv.ts';
export { createListedBenefit, type ListedBenefitOptions, TEST_PROGRAM } from './create-listed-benefit.ts';
export { CODE_METHOD, createTestBenefit, type TestBenefit, TRANSFER_METHOD, testAccount } from './test-benefit.ts';
