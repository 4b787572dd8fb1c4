import type pg from 'pg';

/** The tenant that is that customer at Stripe. A number that two tenants had would be nobody's. */
export async function findTenantOfCustomer(pool: pg.Pool, customerId: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ tenantId: string }>(
    'select tenant_id as "tenantId" from subscription where customer_id = $1 limit 2',
    [customerId],
  );
  return rows.length === 1 ? rows[0]?.tenantId : undefined;
}
