export { AUDIENCE_TEXT, AUDIENCES, type Audience, isAudience, REGISTRATION } from './audience.ts';
export { type Catalog, createCatalog } from './catalog.ts';
export {
  type City,
  type CitySettings,
  changeCitySettings,
  citySettingsSchema,
  findCitySettingsChange,
  readCity,
  saveCitySettings,
} from './city-settings.ts';
export { errors as catalogErrors } from './errors.ts';
export type { FieldProblem } from './field-problem.ts';
export {
  departmentOf,
  disableFeature,
  findInstalled,
  type Install,
  type Installed,
  installFeature,
  listInstalled,
  orderMenu,
  parseFeatureSettings,
} from './installs.ts';
export { CATEGORY_TEXT, type CatalogEntry, listCatalog } from './list-catalog.ts';
export { type FeatureReview, type FlowReview, reviewFeature } from './review-feature.ts';
export { type SettingsForm, settingsForm } from './settings-form.ts';
export {
  listWithdrawals,
  reinstateFeature,
  type Withdrawal,
  type WithdrawalDecision,
  withdrawFeature,
} from './withdrawals.ts';
