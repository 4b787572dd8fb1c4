import { errors } from './errors.ts';

/** Waits for `work` for at most `ms`. The work itself is not stopped: after QUEUE_UNAVAILABLE it may still happen. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(errors.UNAVAILABLE()), Math.max(0, ms));
  });
  work.catch(() => {}); // when it loses the race, nobody else listens
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
