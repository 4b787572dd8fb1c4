import type { QueueLogger } from '../logger.ts';

export type RecordingLogger = QueueLogger & { lines: { level: string; message: string; fields: object }[] };

export function createRecordingLogger(): RecordingLogger {
  const lines: RecordingLogger['lines'] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, fields });
  };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}
