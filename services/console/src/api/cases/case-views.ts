// Cases as screens show them.
import {
  CASE_STATUS_TEXT,
  type CaseDetail,
  type CaseListItem,
  findNearbyCases,
  getCase,
  isCaseStatus,
  noticeOpenings,
  recordFormsOpened,
} from '@tenohira/cases';
import type { Catalog } from '@tenohira/catalog';
import { type FormAnswer, readFormAnswers } from '@tenohira/conversation';
import type { TenantDb } from '@tenohira/db';
import { MESSAGE_STATUS_TEXT, type MessageStatus } from '@tenohira/messaging';
import { may, type Staff, staffErrors } from '@tenohira/staff';
import { assertPerson, type Caller } from '../../access/caller.ts';
import type { ConsoleTools } from '../console-tools.ts';
import { featureTitle } from '../filters.ts';

export function viewListed(catalog: Catalog, { featureKey, ...item }: CaseListItem) {
  return {
    ...item,
    feature: { key: featureKey, title: featureTitle(catalog, featureKey) },
    statusText: CASE_STATUS_TEXT[item.status],
  };
}

/**
 * One case. What a resident typed on a page of ours and not into the chat is closed at first: `openForms` shows it, to people
 * who may handle cases, and is written down. To a program it stays closed.
 * @throws AppError CASE_NOT_FOUND, STAFF_NOT_ALLOWED
 */
export async function viewCase(
  { staff, session, ...tools }: ConsoleTools & Pick<Caller, 'staff' | 'session'>,
  number: string,
  { openForms = false } = {},
) {
  if (openForms) assertPerson({ session });
  if (openForms && !may(staff.role, 'handle')) throw staffErrors.NOT_ALLOWED();
  const found = await tools.db.readTenant(staff.tenantId, (scope) => getCase(scope, number));
  const { featureKey, fields, nextStatuses, entries, ...rest } = found;
  return {
    ...rest,
    feature: { key: featureKey, title: featureTitle(tools.catalog, featureKey) },
    statusText: CASE_STATUS_TEXT[found.status],
    nextStatuses: nextStatuses.map((status) => ({ status, text: CASE_STATUS_TEXT[status] })),
    /** What residents read before the words that somebody adds: for a preview. */
    notices: noticeOpenings(found, nextStatuses),
    fields: fields
      .filter(({ kind }) => kind !== 'photo' && kind !== 'form')
      .map(({ key, label, kind, value }) => ({ key, label, kind, value })),
    photos: fields
      .filter(({ kind, value }) => kind === 'photo' && value !== '')
      .map(({ label, value }) => ({ objectId: value, label })),
    forms: await viewForms(tools, staff, found, openForms),
    timeline: entries.map(({ delivery, ...entry }) => ({ ...entry, delivery: viewDelivery(delivery) })),
  };
}

function viewDelivery(stored: string | null) {
  if (stored === null) return null;
  const status = stored as MessageStatus; // the table's CHECK
  return { status, text: MESSAGE_STATUS_TEXT[status] };
}

async function viewForms(tools: ConsoleTools, staff: Staff, { caseId, fields }: CaseDetail, isOpen: boolean) {
  const forms = fields.filter(({ kind, value }) => kind === 'form' && value !== '');
  if (forms.length === 0) return [];
  // The key before the transaction: it may have to be fetched.
  await tools.secrets.opened(staff.tenantId);
  return tools.db.withTenant(staff.tenantId, async (scope) => {
    const views = [];
    for (const { label, value: formId } of forms) {
      const answers = await readFormAnswers(scope, tools.secrets, formId);
      views.push({ formId, label, answers: answers.map((answer) => viewAnswer(answer, isOpen)) });
    }
    const isPersonal = views.some(({ answers }) => answers.some(({ personal }) => personal));
    if (isOpen && isPersonal) {
      const formIds = views.map(({ formId }) => formId);
      await recordFormsOpened(scope, { caseId, formIds, actor: `staff:${staff.staffId}` });
    }
    return views;
  });
}

/** `value` is null while it is closed. */
function viewAnswer({ label, value, sensitive }: FormAnswer, isOpen: boolean) {
  return { label, personal: sensitive, value: sensitive && !isOpen ? null : value };
}

/** Twice the width of a large crossing: who reports from the other side means the same thing. */
const NEARBY_M = 300;
const MOST_NEARBY = 10;

/** Which may be about the same thing. Of a case without a place there are none. @throws AppError CASE_NOT_FOUND */
export async function viewNearby(scope: TenantDb, number: string) {
  const { location, category, featureKey } = await getCase(scope, number);
  if (location === null || category === null) return [];
  const query = { featureKey, category, ...location, radiusM: NEARBY_M, limit: MOST_NEARBY + 1 };
  const found = await findNearbyCases(scope, query);
  return found
    .filter((near) => near.number !== number)
    .slice(0, MOST_NEARBY)
    .map(({ number: other, title, status, distanceM, reportedOn }) => ({
      ...{ number: other, title, distanceM: Math.round(distanceM), reportedOn },
      statusText: isCaseStatus(status) ? CASE_STATUS_TEXT[status] : status,
    }));
}
