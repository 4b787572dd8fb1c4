import { type BillingDependencies, stripeOf } from './dependencies.ts';
import { errors } from './errors.ts';
import { askStripe } from './stripe-access.ts';

/**
 * A fresh address of Stripe's portal, where the city sees its invoices and changes where they go. It is the key to it: for the
 * person who asked, and not to be kept.
 *
 * @param returnUrl where the portal's way back leads
 * @throws AppError BILLING_NOT_SUBSCRIBED, BILLING_UNAVAILABLE, BILLING_NOT_CONFIGURED
 */
export async function billingPortalUrl(
  deps: BillingDependencies,
  tenantId: string,
  returnUrl: string,
): Promise<string> {
  const [row] = await deps.db.readTenant(tenantId, ({ sql }) =>
    sql<{ customerId: string | null }>('select customer_id as "customerId" from subscription'),
  );
  const customer = row?.customerId;
  if (!customer) throw errors.NOT_SUBSCRIBED();
  const { client } = stripeOf(deps);
  // Makes nothing that lasts, so the library's own key is enough.
  const session = await askStripe(() =>
    client.billingPortal.sessions.create({ customer, return_url: returnUrl, locale: 'ja' }),
  );
  return session.url;
}
