// An application or a correction, page after page. The pages keep nothing: what was chosen travels in the address (bank and
// branch) or in the form (the account), and is judged anew each time.

import { findBank, findBranch, isYuchoBank, searchBanks, searchBranches } from '@tenohira/banking';
import type { ClaimDependencies } from '@tenohira/benefits';
import {
  applyOnPage,
  type BenefitOffer,
  type BenefitPage,
  findPageOffer,
  type PageApplication,
} from '@tenohira/conversation';
import { AppError } from '@tenohira/core';
import { type FieldProblems, type ReadAccount, readAccount } from './account-input.ts';
import { bankPage, branchPage, confirmPage, link, numberPage, type Onward, SHOWN_RESULTS } from './account-views.ts';
import { accountMethodOf, choicePage, encodeWay, waysOf } from './choice-view.ts';
import { closedPage } from './closed-view.ts';
import type { Frame } from './frame.ts';
import { letterCodePage } from './letter-views.ts';
import { pagePath } from './page-visit.ts';
import type { TypedFields } from './typed-fields.ts';

/** A page of ours, before it is known whether it is one of practice. */
export type Visited = { page: BenefitPage; frame: Frame; fields: TypedFields };
export type Shown = { status: number; body: string };

type Opened = Visited & { offer: BenefitOffer };

/** The next question. */
export async function showPage(deps: ClaimDependencies, visited: Visited): Promise<Shown> {
  const opened = await openOffer(deps, visited);
  return 'body' in opened ? opened : ok(nextQuestion(deps, opened));
}

/** What was typed or chosen, to be confirmed; the same question with what is wrong. */
export async function showAnswer(deps: ClaimDependencies, visited: Visited): Promise<Shown> {
  const opened = await openOffer(deps, visited);
  if ('body' in opened) return opened;
  const answer = readAnswer(deps, opened);
  return 'body' in answer ? answer : ok(showConfirm(opened, answer));
}

/** Undefined: it is done. */
export async function submitPage(
  deps: Parameters<typeof applyOnPage>[0],
  visited: Visited,
  visit: string | undefined,
): Promise<Shown | undefined> {
  const opened = await openOffer(deps, visited);
  if ('body' in opened) return opened;
  const answer = readAnswer(deps, opened);
  if ('body' in answer) return answer;
  const { page, fields } = opened;
  if (answer.read && answer.read.losses.length > 0 && fields.agreed !== 'yes') {
    return wrong(showConfirm(opened, answer, { agreed: '名前が変わってもよいか、たしかめて印をつけてください。' }));
  }
  const { tenantId, pageId } = page;
  const letter = page.purpose === 'letter' ? { letterCode: fields.letter } : {};
  try {
    await applyOnPage(deps, { tenantId, pageId, visit }, { ...letter, ...answer.application });
  } catch (error) {
    // Sent twice at the same time: the other one has done it.
    if (!(error instanceof AppError) || error.code !== 'CONVERSATION_PAGE_FINISHED') throw error;
  }
  return undefined;
}

/** The offer, or the page that says why there is none. */
async function openOffer(deps: ClaimDependencies, visited: Visited): Promise<Opened | Shown> {
  const { page, frame, fields } = visited;
  if (page.purpose === 'letter' && fields.letter === '') return ok(letterCodePage(frame, { typed: '' }));
  const offer = await findPageOffer(deps, page, fields.letter).catch((error: unknown) => {
    if (page.purpose === 'letter' && error instanceof AppError && error.statusCode < 500) return error;
    throw error;
  });
  if (offer instanceof AppError) {
    const body = letterCodePage(frame, { typed: fields.letter, problem: offer.userMessage });
    return { status: offer.statusCode, body };
  }
  const own = { ...frame, isPractice: offer.isPractice };
  const isWanted = page.purpose === 'correction' ? offer.claimStatus === 'returned' : offer.state === 'open';
  if (!isWanted) return { status: 409, body: closedPage(own, offer, page.purpose) };
  return { ...visited, frame: own, offer };
}

function nextQuestion(deps: ClaimDependencies, opened: Opened): string {
  const { page, frame, fields, offer } = opened;
  const onward = onwardOf(opened);
  if (page.purpose !== 'account' && fields.how !== 'account') {
    const action = `${pagePath(page)}/check`;
    return choicePage(frame, { offer, isCorrection: page.purpose === 'correction', onward, action });
  }
  const options = optionsOf(deps);
  const bank = findBank(fields.bank, options);
  if (!bank) return bankPage(frame, fields.q, fields.q === '' ? [] : searchAllBanks(fields.q, options), onward);
  const branch = findBranch(bank.code, fields.branch, options);
  if (!branch && !isYuchoBank(bank.code)) {
    const test = options.allowTestBank ? findBranch(bank.code, '999', options) : undefined;
    const found = fields.q === '' ? [] : searchBranches(bank.code, fields.q, SHOWN_RESULTS);
    return branchPage(frame, bank, fields.q, found.length === 0 && test ? [test] : found, onward);
  }
  return numberPage(frame, { bank, branch, typed: fields, problems: {}, onward, action: `${pagePath(page)}/check` });
}

type Answer = {
  application: PageApplication;
  how: string;
  read?: ReadAccount;
  backTo: string;
  carried: Record<string, string>;
};

/** The way that was chosen, or the account that was typed. */
function readAnswer(deps: ClaimDependencies, opened: Opened): Answer | Shown {
  const { page, fields, offer } = opened;
  if (fields.way !== '') {
    const way = page.purpose === 'account' ? undefined : waysOf(offer).find((one) => encodeWay(one) === fields.way);
    if (!way) return wrong(nextQuestion(deps, opened));
    const { method, accountKind, summary } = way;
    const onward = { letter: onwardOf(opened).letter };
    return {
      application: { method, accountKind },
      how: summary,
      backTo: `${pagePath(page)}${link(onward)}`,
      carried: { way: fields.way },
    };
  }
  const method = accountMethodOf(offer);
  if (!method) return wrong(nextQuestion(deps, opened));
  const result = readAccount(fields, optionsOf(deps));
  if ('problems' in result) return wrong(askAccountAgain(deps, opened, result.problems));
  const { read } = result;
  const { bankCode, branchCode, type, number, holderKana } = read.account;
  const place = { ...onwardOf(opened), bank: bankCode, ...(isYuchoBank(bankCode) ? {} : { branch: branchCode }) };
  return {
    application: { method: method.key, accountKind: 'entered', account: read.account },
    how: `${method.title}（入力した口座）`,
    read,
    backTo: `${pagePath(page)}${link(place)}`,
    carried: { bank: bankCode, branch: branchCode, type, number, kana: holderKana },
  };
}

/** At the page where what is wrong was typed. What looks like a My Number is not shown again. */
function askAccountAgain(deps: ClaimDependencies, opened: Opened, problems: FieldProblems): string {
  const { page, frame, fields } = opened;
  const options = optionsOf(deps);
  const bank = findBank(fields.bank, options);
  const branch = bank && findBranch(bank.code, fields.branch, options);
  if (!bank || (!branch && !isYuchoBank(bank.code))) return nextQuestion(deps, opened);
  const kept = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, problems[name]?.includes('マイナンバー') ? '' : value]),
  ) as TypedFields; // the same names
  const action = `${pagePath(page)}/check`;
  return numberPage(frame, { bank, branch, typed: kept, problems, onward: onwardOf(opened), action });
}

function showConfirm({ page, frame, fields, offer }: Opened, answer: Answer, problems: FieldProblems = {}): string {
  return confirmPage(frame, {
    offer,
    how: answer.how,
    ...(answer.read ? { read: answer.read } : {}),
    fields: { ...answer.carried, ...(page.purpose === 'letter' ? { letter: fields.letter } : {}) },
    action: `${pagePath(page)}/apply`,
    backTo: answer.backTo,
    isCorrection: page.purpose === 'correction',
    problems,
  });
}

function onwardOf({ page, fields }: Visited): Onward {
  return {
    letter: page.purpose === 'letter' ? fields.letter : undefined,
    how: page.purpose === 'account' ? undefined : 'account',
  };
}

function optionsOf({ allowTestBank = false }: ClaimDependencies) {
  return { allowTestBank };
}

function searchAllBanks(query: string, options: { allowTestBank: boolean }) {
  const test = options.allowTestBank && 'テスト銀行'.startsWith(query) ? findBank('9999', options) : undefined;
  return [...(test ? [test] : []), ...searchBanks(query, SHOWN_RESULTS)];
}

function ok(body: string): Shown {
  return { status: 200, body };
}

function wrong(body: string): Shown {
  return { status: 400, body };
}
