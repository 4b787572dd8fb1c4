// Whom a feature is for, held against the resident at hand.
import type { Installed } from '@tenohira/catalog';
import type { TenantDb } from '@tenohira/db';
import type { Barred } from '@tenohira/flow';
import { findRegistration } from '@tenohira/identity';

/** The features as this resident has them: those that they may not begin say why. */
export async function barOutsiders(
  db: TenantDb,
  residentId: string,
  installed: readonly Installed[],
): Promise<Installed[]> {
  // Nearly every city, at every event: nothing to look up.
  if (installed.every(({ audience }) => audience === 'everyone')) return [...installed];
  const resident = await db.prisma.resident.findFirst({ where: { id: residentId }, select: { isTest: true } });
  const registration = await findRegistration(db, residentId);
  const barred: Readonly<Record<Installed['audience'], Barred | undefined>> = {
    everyone: undefined,
    registered: registration ? undefined : 'not-registered',
    staff: resident?.isTest ? undefined : 'testing',
  };
  return installed.map((entry) => {
    const reason = barred[entry.audience];
    return reason === undefined ? entry : { ...entry, barred: reason };
  });
}
