import type pg from 'pg';
import { WITHIN_LINES_PATIENCE_MS } from './patience.ts';

export type NewTenant = { id: string; slug: string; name: string; municipalityCode?: string; wrappedKey: Uint8Array };
export type TenantRow = { id: string; slug: string; name: string };
export type WrappedKeyRow = { version: number; wrappedKey: Buffer };

/** A LINE channel as a webhook's address finds it. The secrets are still encrypted. */
export type ChannelAddress = {
  tenantId: string;
  channelId: string;
  lineChannelId: string;
  botUserId: string;
  secret: Buffer;
  previousSecret: Buffer | null;
};

/** Makes a tenant with its first data key, or leaves the one with that slug as it is. */
export async function createTenant(pool: pg.Pool, tenant: NewTenant): Promise<void> {
  await pool.query(
    `with made as (
       insert into tenant (id, slug, name, municipality_code) values ($1, $2, $3, $4)
       on conflict (slug) do nothing returning id
     )
     insert into tenant_key (tenant_id, version, wrapped_key) select id, 1, $5::bytea from made`,
    [tenant.id, tenant.slug, tenant.name, tenant.municipalityCode ?? null, Buffer.from(tenant.wrappedKey)],
  );
}

export async function findTenant(pool: pg.Pool, slug: string): Promise<TenantRow | undefined> {
  const { rows } = await pool.query<TenantRow>('select id, slug, name from tenant where slug = $1', [slug]);
  return rows[0];
}

export async function listTenants(pool: pg.Pool): Promise<TenantRow[]> {
  const { rows } = await pool.query<TenantRow>('select id, slug, name from tenant order by slug');
  return rows;
}

export async function listTenantKeys(pool: pg.Pool, tenantId: string): Promise<WrappedKeyRow[]> {
  const { rows } = await pool.query<WrappedKeyRow>(
    'select version, wrapped_key as "wrappedKey" from tenant_key where tenant_id = $1 order by version',
    [tenantId],
  );
  return rows;
}

export async function findChannel(pool: pg.Pool, webhookKey: string): Promise<ChannelAddress | undefined> {
  const query = {
    text: `select tenant_id as "tenantId", id as "channelId", line_channel_id as "lineChannelId", bot_user_id as "botUserId",
                  secret, previous_secret as "previousSecret"
           from line_channel where webhook_key = $1`,
    values: [webhookKey],
    query_timeout: WITHIN_LINES_PATIENCE_MS,
  };
  const { rows } = await pool.query<ChannelAddress>(query);
  return rows[0];
}
