import { expect, it } from 'vitest';
import { createErrorLog } from './logger.ts';
import { createRecordingLogger } from './testing/recording-logger.ts';

it('logs trouble of one kind once, and another kind beside it', () => {
  const logger = createRecordingLogger();
  const onError = createErrorLog(logger);
  for (let n = 0; n < 1_000; n++) {
    onError(Object.assign(new Error(`connect ${n}`), { code: 'ECONNREFUSED' }), { queue: 'line-push' });
  }
  onError(new Error('OOM command not allowed'));
  expect(logger.lines.map(({ fields }) => fields)).toMatchObject([
    { queue: 'line-push', err: { code: 'ECONNREFUSED' } },
    { err: { message: 'OOM command not allowed' } },
  ]);
});
