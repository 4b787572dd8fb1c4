import closeWithGrace from 'close-with-grace';
import { buildSandbox } from './app.ts';
import { loadSandboxConfig } from './config.ts';

const config = loadSandboxConfig(process.env);
const app = await buildSandbox({
  dataDir: config.dataDir,
  smtp: { port: config.smtpPort, host: config.host },
  logger: true,
});

closeWithGrace({ delay: 5_000, logger: app.log }, async ({ err }) => {
  if (err !== undefined) app.log.error(err);
  await app.close();
});

await app.listen({ port: config.port, host: config.host });
