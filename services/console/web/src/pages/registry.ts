// Every page behind the sign-in. A new one is a folder here and a line below; the menu shows an area as soon as it has a page.
import { accountPage } from './account/index.ts';
import { auditPage } from './audit/index.ts';
import { benefitPages } from './benefits/index.ts';
import { casePages } from './cases/index.ts';
import type { PageDefinition } from './define-page.ts';
import { homePage } from './home/index.ts';
import { messagesPage } from './messages/index.ts';
import { operatorPages } from './operator/index.ts';
import { payoutMethodPages } from './payout-methods/index.ts';
import { residentPages } from './residents/index.ts';
import { settingsPage } from './settings/index.ts';
import { staffPage } from './staff/index.ts';

export const pages: readonly PageDefinition[] = [
  homePage,
  ...casePages,
  messagesPage,
  ...residentPages,
  settingsPage,
  staffPage,
  auditPage,
  accountPage,
  ...benefitPages,
  ...payoutMethodPages,
  ...operatorPages,
];
