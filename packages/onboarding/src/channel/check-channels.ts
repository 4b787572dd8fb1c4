import { AppError } from '@tenohira/core';
import type { ChannelDependencies } from '../dependencies.ts';
import type { ChannelProblem } from './channel-problems.ts';
import { checkChannel } from './connect-channel.ts';

/** Each is some eight requests to LINE; 1,741 cities take a few minutes so. */
const AT_ONCE = 4;

export type ChannelWatch = {
  signal: AbortSignal;
  onChecked(found: { tenantId: string; problems: readonly ChannelProblem[] }): void;
  onError(error: unknown, tenantId: string): void;
};

/** Asks LINE how every city's channel is. One that cannot be asked about keeps no other from being looked at. */
export async function checkChannels(deps: ChannelDependencies, watch: ChannelWatch): Promise<void> {
  const waiting = (await deps.db.platform.listTenants()).values();
  const work = async (): Promise<void> => {
    for (const { id: tenantId } of waiting) {
      if (watch.signal.aborted) return;
      await checkChannel(deps, tenantId).then(
        ({ problems }) => watch.onChecked({ tenantId, problems }),
        (error: unknown) => {
          if (!(error instanceof AppError) || error.code !== 'ONBOARDING_CHANNEL_MISSING')
            watch.onError(error, tenantId);
        },
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
