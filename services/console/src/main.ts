import { consoleConfigSchema, loadConfig } from '@tenohira/config';
import { createDatabase } from '@tenohira/db';
import { runService } from '@tenohira/service-kit';
import { buildConsole } from './app.ts';

const config = loadConfig(consoleConfigSchema);
const db = createDatabase({ appUrl: config.APP_DATABASE_URL, platformUrl: config.PLATFORM_DATABASE_URL });

await runService(buildConsole({ db }), {
  port: config.CONSOLE_PORT,
  host: config.CONSOLE_HOST,
  portVariable: 'CONSOLE_PORT',
  stop: () => db.close(),
});
