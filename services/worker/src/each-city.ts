import type { Server } from '@tenohira/service-kit';

export type CityRound = {
  cities: readonly { id: string }[];
  log: Pick<Server['log'], 'error'>;
  signal: AbortSignal;
};

/** Does that for one city after another. One that fails is named in the log, costs the others nothing, and has the next round. */
export async function eachCity(
  { cities, log, signal }: CityRound,
  work: (tenantId: string) => Promise<void>,
): Promise<void> {
  for (const { id } of cities) {
    if (signal.aborted) return;
    await work(id).catch((error: unknown) =>
      log.error({ err: error, tenantId: id }, 'a city was left to the next round'),
    );
  }
}
