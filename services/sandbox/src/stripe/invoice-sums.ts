import type { Invoice, StripeAccount } from './model.ts';

/**
 * Subtotal, tax and total in yen. The tax is rounded once an invoice, half a yen up, as an account for Japan is set up
 * (docs.stripe.com/tax/invoicing, "Rounding"), and as a qualified invoice (適格請求書) has to: once a rate.
 */
export function sumsOf(
  account: StripeAccount,
  { lines, taxRateIds }: Pick<Invoice, 'lines' | 'taxRateIds'>,
): { subtotal: number; tax: number; total: number } {
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
  const percentage = account.taxRates
    .filter(({ id }) => taxRateIds.includes(id))
    .reduce((sum, rate) => sum + rate.percentage, 0);
  const tax = Math.sign(subtotal) * Math.round((Math.abs(subtotal) * percentage) / 100);
  return { subtotal, tax, total: subtotal + tax };
}
