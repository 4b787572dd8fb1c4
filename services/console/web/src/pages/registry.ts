// Every page behind the sign-in. A new one is a folder here and a line below; the menu shows an area as soon as it has a page.
import { accountPage } from './account/index.ts';
import { apiTokensPage } from './api-tokens/index.ts';
import { auditPage } from './audit/index.ts';
import { benefitPages } from './benefits/index.ts';
import { billingPage } from './billing/index.ts';
import { casePages } from './cases/index.ts';
import { channelPage } from './channel/index.ts';
import { citySettingsPage } from './city/index.ts';
import type { PageDefinition } from './define-page.ts';
import { departmentsPage } from './departments/index.ts';
import { featurePage, featuresPage } from './features/index.ts';
import { garbageImportPage, garbagePage } from './garbage/index.ts';
import { homePage } from './home/index.ts';
import { messagesPage } from './messages/index.ts';
import { moneyProofPage } from './money-proof/index.ts';
import { networksPage } from './networks/index.ts';
import { operatorPages } from './operator/index.ts';
import { payoutMethodPages } from './payout-methods/index.ts';
import { practicePage } from './practice/index.ts';
import { residentPages } from './residents/index.ts';
import { richMenuPage } from './rich-menu/index.ts';
import { settingsPage } from './settings/index.ts';
import { staffPage } from './staff/index.ts';

export const pages: readonly PageDefinition[] = [
  homePage,
  ...casePages,
  featuresPage,
  featurePage,
  garbagePage,
  garbageImportPage,
  ...benefitPages,
  messagesPage,
  richMenuPage,
  ...residentPages,
  settingsPage,
  citySettingsPage,
  departmentsPage,
  staffPage,
  channelPage,
  practicePage,
  networksPage,
  moneyProofPage,
  ...payoutMethodPages,
  apiTokensPage,
  billingPage,
  auditPage,
  accountPage,
  ...operatorPages,
];
