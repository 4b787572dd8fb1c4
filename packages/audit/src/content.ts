import { z } from 'zod';

/** What a link's hash covers: the text that `append_audit` made, the fact in it as PostgreSQL writes jsonb. */
export const auditContentSchema = z.strictObject({
  sequence: z.int().positive(),
  at: z.iso.datetime({ precision: 6 }),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.json()),
});

export type AuditContent = z.infer<typeof auditContentSchema>;

/** Undefined where it is no such text. */
export function parseAuditContent(content: string): AuditContent | undefined {
  try {
    return auditContentSchema.safeParse(JSON.parse(content)).data;
  } catch {
    return undefined;
  }
}
