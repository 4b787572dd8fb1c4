/** What of pino's logger is used here. */
export type QueueLogger = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

const quietMs = 5_000;

/**
 * A lost connection is reported by every worker, many times a second. Logs the first of a kind at once, and the same
 * again only after five seconds, with how many were left out. It is also what keeps 'error' events from ending the
 * process: each emitter has one of these as its listener.
 */
export function createErrorLog(logger: QueueLogger): (error: unknown, fields?: object) => void {
  const kinds = new Map<string, { until: number; leftOut: number }>();
  return (error, fields = {}) => {
    const kind = kindOf(error);
    const now = performance.now();
    const seen = kinds.get(kind);
    if (seen !== undefined && now < seen.until) {
      seen.leftOut += 1;
      return;
    }
    if (kinds.size > 100) {
      kinds.clear();
    }
    kinds.set(kind, { until: now + quietMs, leftOut: 0 });
    logger.warn({ ...fields, err: error, leftOut: seen?.leftOut ?? 0 }, 'queue connection trouble');
  };
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message.slice(0, 80);
}
