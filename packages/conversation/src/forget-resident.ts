import type { TenantDb } from '@tenohira/db';

export type ForgottenResident = {
  residentId: string;
  channelId: string;
  /** As LINE knows them. */
  lineUserId: string;
  /** What takes the place of LINE's id. */
  tombstone: string;
  /** Forms that a case holds. */
  keptForms: readonly string[];
};

/** The inbox has no index by person: it is read whole, as once a day by whoever empties it. In milliseconds. */
const SCAN_TIMEOUT_MS = 60_000;

/**
 * Deletes what a resident said and where their conversation stood: sessions, forms that belong to no case, links, and the words
 * of the inbox. What has not been answered will not be.
 * @returns how many forms are gone
 */
export async function forgetConversation(db: TenantDb, resident: ForgottenResident): Promise<number> {
  const { residentId, channelId, lineUserId, tombstone, keptForms } = resident;
  await db.prisma.conversationSession.deleteMany({ where: { residentId } });
  await db.prisma.benefitPage.deleteMany({ where: { residentId } });
  await db.prisma.accountLink.deleteMany({ where: { residentId } });
  const { count } = await db.prisma.formRequest.deleteMany({ where: { residentId, id: { notIn: [...keptForms] } } });
  await db.sql(`select set_config('statement_timeout', $1, true)`, [String(SCAN_TIMEOUT_MS)]);
  await db.sql(
    `update inbox_event set payload = null, line_user_id = $3, status = case when status = 'pending' then 'ignored' else status end
     where channel_id = $1 and line_user_id = $2`,
    [channelId, lineUserId, tombstone],
  );
  return count;
}
