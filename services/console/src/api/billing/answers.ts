import { z } from 'zod';
import { instant } from '../answer.ts';

export const standing = z.enum(['good', 'late', 'read-only']);

export const plan = z
  .object({
    key: z.string(),
    name: z.string(),
    band: z
      .object({ from: z.int(), to: z.int().nullable() })
      .meta({ description: '人口。両端を含む。toがnullなら上限なし' }),
    interval: z.enum(['month', 'year']),
    priceYen: z.int().meta({ description: '税抜' }),
    taxYen: z.int(),
    totalYen: z.int(),
  })
  .meta({ id: 'Plan' });

export const invoice = z
  .object({
    id: z.string(),
    number: z.string().nullable(),
    status: z.string().meta({ description: 'Stripeの言葉' }),
    reason: z.string().nullable().meta({ description: 'Stripeのbilling_reason' }),
    subtotalYen: z.int(),
    taxYen: z.int(),
    totalYen: z.int(),
    dueYen: z.int(),
    paidYen: z.int(),
    periodStart: instant,
    periodEnd: instant,
    issuedAt: instant,
    dueAt: instant.nullable(),
    paidAt: instant.nullable(),
    pageUrl: z.string().nullable(),
    pdfUrl: z.string().nullable(),
  })
  .meta({ id: 'Invoice' });

export const invoicePreview = z
  .object({
    on: instant,
    subtotalYen: z.int(),
    taxYen: z.int(),
    totalYen: z.int(),
    dueYen: z.int().meta({ description: '合計から、前に預かった分を引いた額' }),
    lines: z.array(z.object({ description: z.string(), amountYen: z.int(), from: instant, to: instant })),
  })
  .meta({ id: 'InvoicePreview' });

export const billing = z
  .object({
    plan: plan.nullable(),
    nextPlan: plan.nullable().meta({ description: '年度の替わり目から、このプランになる' }),
    nextPlanFrom: instant.nullable(),
    otherInterval: plan.nullable().meta({ description: '同じ区分の、もう一方の支払い方。切り替えを決められるとき' }),
    status: z.string().meta({ description: 'none、preparing、またはStripeの言葉' }),
    standing,
    lateFrom: instant.nullable(),
    readOnlyFrom: instant.nullable(),
    graceUntil: z.iso.date().nullable().meta({ description: '運営が支払いを待つ、最後の日' }),
    periodStart: instant.nullable(),
    periodEnd: instant.nullable(),
    endedAt: instant.nullable(),
    creditYen: z.int(),
    openIntent: z
      .object({ kind: z.string(), plan: z.string(), since: instant, errorCode: z.string().nullable() })
      .nullable()
      .meta({ description: '決まって、Stripeがまだしていないこと' }),
    syncedAt: instant.nullable(),
    next: invoicePreview.nullable().meta({ description: '次の請求。Stripeに聞けないときもnull' }),
    choices: z.array(plan).meta({ description: 'いま変えられるプラン' }),
    invoices: z.array(invoice).meta({ description: '新しいものから' }),
  })
  .meta({ id: 'Billing' });

/** At Stripe. */
export const address = z.object({ url: z.string() });
