/**
 * What a webhook waits for may take this long, in milliseconds. LINE hangs up after two seconds, of which a busy gateway
 * needs some for itself; and a PostgreSQL that neither answers nor breaks the connection would otherwise keep requests
 * until memory ends. What was written all the same is not written twice: LINE comes again with the same event id.
 */
export const WITHIN_LINES_PATIENCE_MS = 1_200;
