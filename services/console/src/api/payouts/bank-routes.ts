// Which banks there are, for whoever types in an account. Nothing of a city in it.
import {
  addBankBusinessDays,
  convertYuchoAccount,
  findBank,
  findBranch,
  isBankBusinessDay,
  nextBankBusinessDay,
  searchBanks,
  searchBranches,
  YUCHO_BANK_CODE,
} from '@tenohira/banking';
import { jstDateOf } from '@tenohira/core';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { bankEntry, yuchoAccount } from './answers.ts';

const SEARCH_LIMIT = 20;
const DAYS_SHOWN = 25;
const text = z.object({ text: z.string().trim().min(1).max(40) });
const bankCode = z.string().regex(/^\d{4}$/);

export const bankRoutes = [
  defineRoute({
    method: 'GET',
    url: '/banks',
    summary: '金融機関を、名前・カナ・コードでさがす',
    permission: 'read',
    query: text,
    answer: z.object({ banks: z.array(bankEntry) }),
    run: async ({ query }) => ({ banks: searchBanks(query.text, SEARCH_LIMIT) }),
  }),
  defineRoute({
    method: 'GET',
    url: '/banks/:bankCode/branches',
    summary: '支店を、名前・カナ・コードでさがす',
    permission: 'read',
    params: z.object({ bankCode }),
    query: text,
    answer: z.object({ branches: z.array(bankEntry) }),
    run: async ({ params, query }) => ({ branches: searchBranches(params.bankCode, query.text, SEARCH_LIMIT) }),
  }),
  defineRoute({
    method: 'GET',
    url: '/bank-days',
    summary: '銀行の営業日。今日から先の1か月ほど',
    permission: 'read',
    answer: z.object({ days: z.array(z.iso.date()) }),
    run: async ({ clock }) => {
      const today = jstDateOf(clock.now());
      const first = isBankBusinessDay(today) ? today : nextBankBusinessDay(today);
      return { days: Array.from({ length: DAYS_SHOWN }, (_, index) => addBankBusinessDays(first, index)) };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/yucho-accounts',
    summary: 'ゆうちょ銀行の記号・番号を、振込に使う店番・口座番号に直す',
    permission: 'read',
    body: z.strictObject({ symbol: z.string().min(1).max(10), number: z.string().min(1).max(12) }),
    answer: yuchoAccount,
    run: async ({ body }) => {
      const account = convertYuchoAccount(body);
      return {
        ...account,
        bankCode: YUCHO_BANK_CODE,
        bankName: findBank(YUCHO_BANK_CODE)?.name ?? '',
        branchName: findBranch(YUCHO_BANK_CODE, account.branchCode)?.name ?? '',
      };
    },
  }),
] as const;
