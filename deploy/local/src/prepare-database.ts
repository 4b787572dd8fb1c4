import { migrate, openServiceLogins, type ServiceUrls } from '@tenohira/db';
import { migrateQueues } from '@tenohira/queue';

/** Brings the database to where the services can start: tables, roles with logins, the queue's own tables. */
export async function prepareDatabase(
  ownerUrl: string,
  password: string,
): Promise<ServiceUrls & { applied: string[] }> {
  const { applied } = await migrate(ownerUrl);
  const urls = await openServiceLogins(ownerUrl, password);
  await migrateQueues({ postgresUrl: ownerUrl, grantTo: ['tenohira_queue'] });
  return { ...urls, applied };
}
