import type pg from 'pg';
import { WITHIN_LINES_PATIENCE_MS } from './patience.ts';

/** A municipality; or the platform's own tenant, of which there is one. */
export type TenantKind = 'city' | 'platform';
export type NewTenant = {
  id: string;
  slug: string;
  name: string;
  municipalityCode?: string;
  wrappedKey: Uint8Array;
  /** A city where absent. */
  kind?: TenantKind;
  /** It practises until its owner switches it live. */
  isPractice?: boolean;
};
export type TenantRow = {
  id: string;
  slug: string;
  name: string;
  kind: TenantKind;
  municipalityCode: string | null;
  /** Null while it practises. */
  liveAt: Date | null;
};
/** One of them. */
export type CityKey = { id: string } | { slug: string } | { municipalityCode: string };
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

const TENANT = 'select id, slug, name, kind, municipality_code as "municipalityCode", live_at as "liveAt" from tenant';

/** Makes a tenant with its first data key. @returns false, and changes nothing, where the slug or the municipality has one */
export async function createTenant(pool: pg.Pool, tenant: NewTenant): Promise<boolean> {
  const { rowCount } = await pool.query(
    `with made as (
       insert into tenant (id, slug, name, municipality_code, kind, live_at)
       values ($1, $2, $3, $4, $6, case when $7 then null else now() end)
       on conflict do nothing returning id
     )
     insert into tenant_key (tenant_id, version, wrapped_key) select id, 1, $5::bytea from made`,
    [
      tenant.id,
      tenant.slug,
      tenant.name,
      tenant.municipalityCode ?? null,
      Buffer.from(tenant.wrappedKey),
      tenant.kind ?? 'city',
      tenant.isPractice ?? false,
    ],
  );
  return rowCount === 1;
}

export async function findTenant(pool: pg.Pool, slug: string): Promise<TenantRow | undefined> {
  const { rows } = await pool.query<TenantRow>(`${TENANT} where slug = $1`, [slug]);
  return rows[0];
}

export async function findCity(pool: pg.Pool, key: CityKey): Promise<TenantRow | undefined> {
  const [column, value] =
    'id' in key ? ['id', key.id] : 'slug' in key ? ['slug', key.slug] : ['municipality_code', key.municipalityCode];
  const { rows } = await pool.query<TenantRow>(`${TENANT} where kind = 'city' and ${column} = $1`, [value]);
  return rows[0];
}

export async function listTenants(pool: pg.Pool): Promise<TenantRow[]> {
  const { rows } = await pool.query<TenantRow>(`${TENANT} where kind = 'city' order by slug`);
  return rows;
}

export async function listAllTenants(pool: pg.Pool): Promise<TenantRow[]> {
  const { rows } = await pool.query<TenantRow>(`${TENANT} order by slug`);
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
