// What a browser or a program holds of us: `<tenant>.<id>.<secret>`. It names its tenant, so that it is looked up under row
// level security like everything else.
import { isUuid } from '@tenohira/core';

export type Ticket = { tenantId: string; id: string; secret: string };

/** An id that no row has: looking it up finds nothing, as for any wrong ticket. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

export function ticketOf(tenantId: string, id: string, secret: string): string {
  return `${tenantId}.${id}.${secret}`;
}

/** Never throws: what is no ticket is one that opens nothing. */
export function parseTicket(text: string | undefined): Ticket {
  const [tenantId = '', id = '', secret = '', ...rest] = (text ?? '').split('.');
  const sound = isUuid(tenantId) && isUuid(id) && secret !== '' && rest.length === 0;
  return sound ? { tenantId, id, secret } : { tenantId: NOBODY, id: NOBODY, secret: '' };
}
