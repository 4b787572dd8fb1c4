import { checkAccount } from '@tenohira/banking';
import { AppError } from '@tenohira/core';
import { filePayoutMethodContract } from '@tenohira/feature-kit/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bankTransferZengin, customerCodeOf, readReturnReason } from './index.ts';
import { PAYROLL_REFUSED, type Settings, settingsSchema } from './schema.ts';
import { RETURN_REASONS } from './status.ts';
import { days, optionsWith, readZenginFile, settingsInput, threeTransfers, transferOf } from './test-transfers.ts';

filePayoutMethodContract(bankTransferZengin, {
  settings: settingsInput,
  ...days,
  instructions: threeTransfers,
  refused: {
    'no transfer at all': [],
    'a bank that does not exist': [transferOf({ bankCode: '0000' })],
    'a branch that does not exist': [transferOf({ branchCode: '998' })],
    'an account number of zeros': [transferOf({ number: '0000000' })],
    'ゆうちょ giro at a branch for savings': [transferOf({ bankCode: '9900', branchCode: '058', type: '2' })],
    'a name without a letter': [transferOf({ holderKana: '山田太郎' })],
    'one wrong among many': [...threeTransfers, transferOf({ bankCode: '0000' })],
    'a payout that is no UUID': [transferOf({}, { idempotencyKey: 'payout-1' })],
  },
});

const preflight = (transfers = threeTransfers, options = optionsWith()) =>
  bankTransferZengin.preflight(transfers, options);
const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);

describe('the pre-flight', () => {
  it('shows a name that is cut before and after, as a warning', () => {
    expect(preflight()).toEqual([
      {
        idempotencyKey: threeTransfers[2]?.idempotencyKey,
        code: 'NAME_CUT',
        severity: 'warning',
        message: `3件目：名義が30文字より長いため、途中までになります。「ｱ${'ｶﾞ'.repeat(15)}」→「ｱ${'ｶﾞ'.repeat(14)}」。これでよいかを確かめてください。`,
      },
    ]);
  });

  it('shows letters that a bank does not have, as a warning, and the file is written', () => {
    const transfers = [transferOf({ holderKana: 'ヲノ★・タロウ' })];
    expect(preflight(transfers)).toMatchObject([
      {
        code: 'NAME_LOSS',
        severity: 'warning',
        message: expect.stringContaining(
          '「ヲノ★・タロウ」→「ｵﾉ.ﾀﾛｳ」（「ヲ」は「ｵ」になり、「★」は消え、「・」は「.」になります）',
        ),
      },
    ]);
    expect(bankTransferZengin.write(transfers, optionsWith())).toHaveLength(1);
  });

  it('warns of a second transfer of the same amount to the same account, and of no other', () => {
    const first = transferOf();
    const transfers = [
      first,
      transferOf({}, { amountYen: 70_001 }),
      transferOf({ number: '1234568' }),
      transferOf({ type: '2' }),
      transferOf({ holderKana: 'ヤマダ　ハナコ' }),
    ];
    expect(preflight(transfers)).toMatchObject([
      {
        idempotencyKey: transfers[4]?.idempotencyKey,
        code: 'SAME_PAYMENT',
        severity: 'warning',
        message: expect.stringMatching(/^5件目：1件目と/),
      },
    ]);
  });

  it('tells everything that is wrong at once, each with its payout', () => {
    const transfers = [
      transferOf({ bankCode: '0000' }, { amountYen: 0 }),
      transferOf(),
      transferOf({ branchCode: '998', number: '0000000', holderKana: '　' }),
    ];
    expect(preflight(transfers).map(({ idempotencyKey, code }) => [idempotencyKey, code])).toEqual([
      [transfers[0]?.idempotencyKey, 'BANK_UNKNOWN'],
      [transfers[0]?.idempotencyKey, 'AMOUNT_INVALID'],
      [transfers[2]?.idempotencyKey, 'BRANCH_UNKNOWN'],
      [transfers[2]?.idempotencyKey, 'NUMBER_INVALID'],
      [transfers[2]?.idempotencyKey, 'HOLDER_EMPTY'],
    ]);
  });

  it('takes the test bank only where the city allows it', () => {
    const transfers = [transferOf({ bankCode: '9999', branchCode: '999' })];
    expect(preflight(transfers)).toEqual([]);
    const real = optionsWith({}, { allowTestBank: false });
    expect(codes(preflight(transfers, real))).toEqual(['BANK_UNKNOWN']);
    expect(() => bankTransferZengin.write(transfers, real)).toThrow(AppError);
  });

  it('finds an account wrong exactly where the account page would', () => {
    const account = fc.record({
      bankCode: fc.constantFrom('0001', '9900', '9999', '0000', '1'),
      branchCode: fc.constantFrom('001', '058', '019', '999', '998'),
      type: fc.constantFrom('1' as const, '2' as const, '4' as const),
      number: fc.constantFrom('1234567', '0000000', '123456', '１２３４５６７'),
      holderKana: fc.constantFrom('ヤマダ', '', '山', 'ア'.repeat(60), 'ア'.repeat(61), `${' '.repeat(60)}ア`),
    });
    fc.assert(
      fc.property(account, fc.boolean(), (recipient, allowTestBank) => {
        const options = optionsWith({}, { allowTestBank });
        const found = preflight([transferOf(recipient)], options).filter(({ severity }) => severity === 'error');
        expect(codes(found)).toEqual(codes(checkAccount(recipient, { allowTestBank })));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the day', () => {
  it.each([
    ['2026-12-05', '2026-11-20', 'PAY_DATE_HOLIDAY'], // Saturday
    ['2027-01-11', '2026-12-01', 'PAY_DATE_HOLIDAY'], // 成人の日
    ['2026-12-31', '2026-12-01', 'PAY_DATE_HOLIDAY'],
    ['2027-01-01', '2026-12-01', 'PAY_DATE_HOLIDAY'],
    ['2025-01-03', '2024-12-02', 'PAY_DATE_HOLIDAY'],
    ['2026-11-25', '2026-11-20', 'PAY_DATE_SOON'], // two business days: 11-23 is a holiday
    ['2026-11-19', '2026-11-20', 'PAY_DATE_SOON'],
    ['2027-11-22', '2026-11-20', 'PAY_DATE_FAR'],
    ['2026-02-29', '2026-01-20', 'PAY_DATE_INVALID'],
    ['2051-03-01', '2051-02-01', 'PAY_DATE_UNKNOWN'],
  ])('%s, made on %s, is refused with %s and a text that says what to do', (payOn, today, code) => {
    const options = optionsWith({ payOn, today });
    expect(preflight([transferOf()], options)).toMatchObject([
      { code, severity: 'error', message: expect.stringContaining('ください') },
    ]);
    expect(codes(bankTransferZengin.preflightDay(options))).toEqual([code]);
    expect(() => bankTransferZengin.write([transferOf()], options)).toThrow(AppError);
  });

  it('names the first day that is possible', () => {
    const [problem] = preflight([transferOf()], optionsWith({ today: '2026-12-29', payOn: '2026-12-30' }));
    expect(problem?.message).toContain('1月5日(火)より前');
  });

  it('may be today where the bank takes files until then, if banks work', () => {
    const sameDay = { leadBusinessDays: 0 };
    expect(preflight([transferOf()], optionsWith({ today: '2026-11-24', payOn: '2026-11-24' }, sameDay))).toEqual([]);
    const sunday = optionsWith({ today: '2026-11-22', payOn: '2026-11-22' }, sameDay);
    expect(codes(preflight([transferOf()], sunday))).toEqual(['PAY_DATE_SOON']);
  });
});

describe('the settings', () => {
  it.each(['11', '12', '71', '72'])('refuse 給与振込 (%s) with the reason', (transferKind) => {
    const result = settingsSchema.safeParse({ ...settingsInput, transferKind });
    expect(result.error?.issues.map(({ message }) => message)).toEqual([PAYROLL_REFUSED]);
  });

  it('refuse it in the pre-flight too, and name the letters that it would not take', () => {
    const payroll = optionsWith({}, { transferKind: '11' as '21' }); // as if it had been stored before the schema refused it
    const problems = preflight(
      [transferOf({ holderKana: 'ヨーコ ABC' }), transferOf({ number: '2'.repeat(7) })],
      payroll,
    );
    expect(problems).toMatchObject([
      { code: 'PAYROLL_REFUSED', message: PAYROLL_REFUSED },
      { code: 'PAYROLL_NAME', message: expect.stringMatching(/^1件目：.*（- A B C）/) },
    ]);
    expect(() => bankTransferZengin.write([transferOf()], payroll)).toThrow(AppError);
  });

  it('have 総合振込, three business days and no test bank where nothing is said', () => {
    const { allowTestBank: _, ...input } = settingsInput;
    expect(settingsSchema.parse(input)).toMatchObject({
      transferKind: '21',
      leadBusinessDays: 3,
      allowTestBank: false,
    });
  });

  it.each<[Partial<Settings>, string]>([
    [{ payerName: '手のひら市' }, 'PAYER_NAME_INVALID'],
    [{ payerName: 'ガ'.repeat(21) }, 'PAYER_NAME_INVALID'],
    [{ bankCode: '0000' }, 'PAYER_BANK_UNKNOWN'],
    [{ branchCode: '998' }, 'PAYER_BRANCH_UNKNOWN'],
    [{ bankCode: '9999', branchCode: '999', allowTestBank: false }, 'PAYER_BANK_UNKNOWN'],
  ])('%o stop the file with %s', (settings, code) => {
    const options = optionsWith({}, settings);
    expect(preflight([transferOf()], options)).toMatchObject([{ code, message: expect.stringContaining('ください') }]);
    expect(() => bankTransferZengin.write([transferOf()], options)).toThrow(AppError);
  });
});

it('counts what was refused by code, and carries no name into the error', () => {
  const transfers = [transferOf({ bankCode: '0000' }), transferOf({ bankCode: '0000', holderKana: '山田太郎' })];
  try {
    bankTransferZengin.write(transfers, optionsWith());
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({
      code: 'BANK_TRANSFER_ZENGIN_REFUSED',
      details: { problems: { BANK_UNKNOWN: 2, HOLDER_EMPTY: 1 } },
    });
    expect(JSON.stringify(error)).not.toMatch(/山田|ヤマダ/);
  }
});

it('prints a number beside each transfer that leads back to its payout', () => {
  const [file] = bankTransferZengin.write(threeTransfers, optionsWith());
  const inFile = readZenginFile(file?.bytes ?? new Uint8Array()).transfers.map(({ customerCode }) => customerCode);
  expect(inFile).toEqual(file?.idempotencyKeys.map(customerCodeOf));
});

describe("the bank's words", () => {
  it.each([
    ['口座該当なし', 'no-such-account', 'ask-account'],
    ['受取人名義相違のため', 'name-mismatch', 'ask-account'],
    ['解約済', 'account-closed', 'ask-other-account'],
    ['取引停止', 'account-frozen', 'ask-other-account'],
    ['組 戻', 'recalled', 'ask-person'],
    ['その他', 'other', 'ask-person'],
    ['', 'other', 'ask-person'],
  ])('%j is %s: %s', (text, reason, remedy) => {
    expect(readReturnReason(text)).toEqual({ reason, remedy });
  });

  it('are each understood as the reason they stand under', () => {
    for (const { reason, words } of RETURN_REASONS) {
      for (const word of words) expect(readReturnReason(word).reason).toBe(reason);
    }
  });
});
