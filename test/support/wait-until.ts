const LOOK_AGAIN_MS = 25;

/**
 * Looks until `look` gives something other than undefined or false, and returns it.
 * @throws Error that names what was waited for
 */
export async function waitUntil<Found>(
  what: string,
  look: () => Promise<Found | undefined | false> | Found | undefined | false,
  deadlineMs = 20_000,
): Promise<Found> {
  const until = performance.now() + deadlineMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > until) throw new Error(`waited ${deadlineMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
