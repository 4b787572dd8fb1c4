// `npm run city`: what staff can do today without a page. Every answer can be had as JSON with --json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cityCommandConfigSchema, loadConfig } from '@tenohira/config';
import { AppError } from '@tenohira/core';
import { createDatabase, type Database } from '@tenohira/db';
import { z } from 'zod';
import { commands, findCommand, usage } from './commands.ts';

const runningSchema = z.object({ APP_DATABASE_URL: z.string(), PLATFORM_DATABASE_URL: z.string() });

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const found = findCommand(positionals);
  if (!found) {
    process.stderr.write(`${usage(commands)}\n`);
    return positionals.length === 0 ? 0 : 2;
  }
  const db = openDatabase();
  try {
    const answer = await found.command.run({ db, arguments: found.arguments });
    process.stdout.write(values.json ? `${JSON.stringify(answer.data, null, 2)}\n` : `${answer.text}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`${error.userMessage}\n`);
    return 1;
  } finally {
    await db.close();
  }
}

/** The installation that `npm start` made, or the one that the environment names. */
function openDatabase(): Database {
  const config = loadConfig(cityCommandConfigSchema);
  if (config.APP_DATABASE_URL && config.PLATFORM_DATABASE_URL) {
    return createDatabase({
      appUrl: config.APP_DATABASE_URL,
      platformUrl: config.PLATFORM_DATABASE_URL,
      maxConnections: 2,
    });
  }
  const path = join(config.DATA_DIR, 'running.json');
  const running = runningSchema.parse(JSON.parse(readRunning(path)));
  return createDatabase({
    appUrl: running.APP_DATABASE_URL,
    platformUrl: running.PLATFORM_DATABASE_URL,
    maxConnections: 2,
  });
}

function readRunning(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    process.stderr.write(
      `There is no installation at ${path}: run \`npm start\` in another window first, or set DATA_DIR to its folder.\n`,
    );
    process.exit(1);
  }
}

process.exitCode = await main();
