// What can be wrong with the file as a whole: the city's own settings and the day.
import {
  addBankBusinessDays,
  findBank,
  findBranch,
  isBankBusinessDay,
  nextBankBusinessDay,
  toZenginName,
} from '@tenohira/banking';
import { AppError, addDays, formatJapaneseDay, isLocalDate } from '@tenohira/core';
import type { FileOptions, FileProblem } from '@tenohira/feature-kit';
import { PAYROLL_KINDS, PAYROLL_REFUSED, type Settings } from './schema.ts';

const PAYER_NAME_BYTES = 40;

/** Errors only, apart from the transfers. Empty: the file can be written if each transfer can. */
export function inspectFile(count: number, options: FileOptions<Settings>): FileProblem[] {
  const problems = [...inspectPayer(options.settings), ...inspectDay(options)];
  if (count === 0) problems.push(problem('EMPTY', '振込が1件もありません。支払うものを選び直してください。'));
  return problems;
}

function inspectPayer(settings: Settings): FileProblem[] {
  const problems: FileProblem[] = [];
  if (PAYROLL_KINDS.includes(settings.transferKind)) problems.push(problem('PAYROLL_REFUSED', PAYROLL_REFUSED));
  const { text, losses } = toZenginName(settings.payerName);
  if (text === '' || losses.length > 0 || text.length > PAYER_NAME_BYTES) {
    problems.push(
      problem(
        'PAYER_NAME_INVALID',
        `委託者名「${settings.payerName}」は、銀行の文字（カナ・英数字・()-.）で${PAYER_NAME_BYTES}文字までにしてください（濁点も1文字と数えます）。支払い方法の設定で直せます。`,
      ),
    );
  }
  if (!findBank(settings.bankCode, settings)) {
    problems.push(
      problem(
        'PAYER_BANK_UNKNOWN',
        `仕向銀行のコード「${settings.bankCode}」の銀行はありません。支払い方法の設定を直してください。`,
      ),
    );
  } else if (!findBranch(settings.bankCode, settings.branchCode, settings)) {
    problems.push(
      problem(
        'PAYER_BRANCH_UNKNOWN',
        `仕向銀行に、支店コード「${settings.branchCode}」の支店はありません。支払い方法の設定を直してください。`,
      ),
    );
  }
  return problems;
}

/** Whether the bank can pay on that day, and gets the file in time. */
export function inspectDay({ payOn, today, settings }: FileOptions<Settings>): FileProblem[] {
  if (!isLocalDate(payOn)) {
    return [problem('PAY_DATE_INVALID', '振込指定日が日付になっていません。日付を選び直してください。')];
  }
  // The header has month and day alone.
  if (payOn >= addDays(today, 365)) {
    return [
      problem(
        'PAY_DATE_FAR',
        '振込指定日が1年以上先です。データには月と日しか入らないため、1年より近い日を選んでください。',
      ),
    ];
  }
  try {
    const earliest = addBankBusinessDays(today, settings.leadBusinessDays);
    const first = isBankBusinessDay(earliest) ? earliest : nextBankBusinessDay(earliest);
    if (payOn < first) {
      return [
        problem(
          'PAY_DATE_SOON',
          `振込指定日は${formatJapaneseDay(first)}より前にはできません（銀行へは${settings.leadBusinessDays}営業日前までに渡します）。日付を選び直してください。`,
        ),
      ];
    }
    if (isBankBusinessDay(payOn)) return [];
    return [
      problem(
        'PAY_DATE_HOLIDAY',
        `${formatJapaneseDay(payOn)}は銀行の営業日ではありません。次の営業日の${formatJapaneseDay(nextBankBusinessDay(payOn))}などを選んでください。`,
      ),
    ];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [problem('PAY_DATE_UNKNOWN', error.userMessage)];
  }
}

function problem(code: string, message: string): FileProblem {
  return { code, message, severity: 'error' };
}
