// From where a city's staff may use the console: a town hall on LGWAN leaves through known addresses.
import { BlockList, isIP } from 'node:net';
import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { errors } from './errors.ts';

export async function readNetworks(db: TenantDb): Promise<string[]> {
  return (await db.prisma.staffNetworkPolicy.findFirst())?.networks ?? [];
}

/**
 * An empty list is everywhere.
 * @param ip the caller's own, which must be inside
 * @throws AppError STAFF_NETWORK_INVALID, STAFF_NETWORK_LOCKS_OUT
 */
export async function saveNetworks(db: TenantDb, networks: readonly string[], ip: string, actor: Actor): Promise<void> {
  if (!isAllowedFrom(ip, networks)) throw errors.NETWORK_LOCKS_OUT();
  await db.sql(
    `insert into staff_network_policy (networks) values ($1)
     on conflict (tenant_id) do update set networks = excluded.networks`,
    [networks],
  );
  await appendAudit(db, [
    { actor, action: 'staff.networks-changed', subject: `tenant:${db.tenantId}`, detail: { networks: [...networks] } },
  ]);
}

/** @throws AppError STAFF_NETWORK_INVALID */
export function isAllowedFrom(ip: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits = '', ...rest] = network.split('/');
    // A zone (`%eth0`) is of one machine's own.
    const version = rest.length > 0 || address.includes('%') ? 0 : isIP(address);
    const length = /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
    if (version === 0 || !(length >= 0 && length <= (version === 4 ? 32 : 128))) throw errors.NETWORK_INVALID();
    list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
  }
  // An IPv4 address that came over an IPv6 socket.
  const plain = ip.replace(/^::ffff:(?=\d+\.)/, '');
  const version = isIP(plain);
  return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}
