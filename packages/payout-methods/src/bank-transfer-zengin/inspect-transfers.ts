// What can be wrong with the transfers. Each is written into a scratch record, so that what is checked is what would be
// in the file; only one that has a flaw is looked at a second time, for the words.
import { checkAccount, toZenginName, ZENGIN_NAME_BYTES } from '@tenohira/banking';
import type { BankAccount, FileProblem, Instruction } from '@tenohira/feature-kit';
import { FLAW, MAX_AMOUNT_YEN, nameInFile, RECORD_BYTES, SPACE, writeTransfer } from './format.ts';
import { createPairIndex } from './pair-index.ts';
import { PAYROLL_KINDS, type Settings } from './schema.ts';

type Transfer = Instruction<BankAccount>;

/** Errors and warnings in the order of the transfers. Every one names its payout. */
export function inspectTransfers(transfers: readonly Transfer[], settings: Settings): FileProblem[] {
  const problems: FileProblem[] = [];
  const record = new Uint8Array(RECORD_BYTES);
  const ids = createPairIndex(transfers.length);
  const payments = createPairIndex(transfers.length);
  const codes = new Float64Array(2);
  const payment = new Float64Array(2);
  const isPayroll = PAYROLL_KINDS.includes(settings.transferKind);
  for (const [index, transfer] of transfers.entries()) {
    const report = (code: string, message: string, severity: FileProblem['severity'] = 'error') =>
      problems.push({
        idempotencyKey: transfer.idempotencyKey,
        code,
        message: `${index + 1}件目：${message}`,
        severity,
      });
    record.fill(SPACE);
    const flaws = writeTransfer(record, 0, transfer, settings.allowTestBank, codes);
    if (flaws !== 0) explain(transfer, flaws, settings, report);
    if (isPayroll) explainPayrollName(transfer, report);
    if (flaws & FLAW.KEY) continue;

    const same = ids.put(codes, index);
    if (same >= 0) {
      report('PAYOUT_TWICE', `同じ支払いが${same + 1}件目にもあります。二重払いになるため、一つだけにしてください。`);
      continue;
    }
    if (flaws & (FLAW.PLACE | FLAW.ACCOUNT | FLAW.AMOUNT)) continue;
    payment[0] = numberOfAccount(transfer.recipient);
    payment[1] = transfer.amountYen;
    const earlier = payments.put(payment, index);
    if (earlier >= 0) {
      report(
        'SAME_PAYMENT',
        `${earlier + 1}件目と、口座も金額も同じです。同じ人へ二度払うものでないことを確かめてください。`,
        'warning',
      );
    }
  }
  return problems;
}

type Report = (code: string, message: string, severity?: FileProblem['severity']) => void;

function explain({ recipient }: Transfer, flaws: number, settings: Settings, report: Report): void {
  if (flaws & FLAW.KEY) {
    report('KEY_INVALID', '支払いの番号が正しくありません。ファイルを作らずに、運営へ知らせてください。');
  }
  for (const { code, message } of checkAccount(recipient, settings)) report(code, message);
  if (flaws & FLAW.AMOUNT) {
    report(
      'AMOUNT_INVALID',
      `金額は、1円から${MAX_AMOUNT_YEN.toLocaleString('ja-JP')}円までの整数です。支払いの金額を直してください。`,
    );
  }
  if ((flaws & FLAW.NAME_CHANGED) === 0 || flaws & FLAW.NAME_EMPTY) return;
  const { text, losses } = toZenginName(recipient.holderKana);
  const inFile = nameInFile(recipient.holderKana);
  if (losses.length > 0) {
    const lost = [
      ...new Set(losses.map(({ from, to }) => (to === '' ? `「${from}」は消え` : `「${from}」は「${to}」になり`))),
    ];
    report(
      'NAME_LOSS',
      `名義に銀行の文字にないものがあります。「${recipient.holderKana}」→「${inFile}」（${lost.join('、')}ます）。通帳の名義と同じかを確かめてください。`,
      'warning',
    );
  }
  if (text.length > inFile.length) {
    report(
      'NAME_CUT',
      `名義が${ZENGIN_NAME_BYTES}文字より長いため、途中までになります。「${text}」→「${inFile}」。これでよいかを確かめてください。`,
      'warning',
    );
  }
}

function explainPayrollName({ recipient }: Transfer, report: Report): void {
  const refused = new Set(nameInFile(recipient.holderKana).match(/[^ｱ-ﾝﾞﾟ ]/g));
  if (refused.size === 0) return;
  report(
    'PAYROLL_NAME',
    `給与振込の受取人名には英字や記号を使えません（${[...refused].join(' ')}）。総合振込（種別21）を選んでください。`,
  );
}

/** Bank, branch, type and number as one number below 2^53. */
function numberOfAccount({ bankCode, branchCode, type, number }: BankAccount): number {
  return Number(bankCode) * 1e11 + Number(branchCode) * 1e8 + Number(type) * 1e7 + Number(number);
}
