import { caseCommands } from './case-commands.ts';
import type { Command } from './command.ts';
import { featureCommands } from './feature-commands.ts';
import { garbageCommands } from './garbage-commands.ts';
import { onboardingCommands } from './onboarding-commands.ts';
import { staffCommands } from './staff-commands.ts';

const listCities: Command = {
  words: ['list'],
  arguments: '',
  required: 0,
  summary: 'the cities of this installation',
  run: async ({ db }) => {
    const cities = await db.platform.listTenants();
    const lines = cities.map(({ slug, name, liveAt }) => `${slug}  ${name}${liveAt ? '' : '  練習中'}`);
    return { text: lines.join('\n'), data: cities };
  },
};

export const commands: readonly Command[] = [
  listCities,
  ...onboardingCommands,
  ...featureCommands,
  ...caseCommands,
  ...garbageCommands,
  ...staffCommands,
];

/** The command that the words begin with, if enough follows. */
export function findCommand(words: readonly string[]): { command: Command; arguments: readonly string[] } | undefined {
  for (const command of commands) {
    if (!command.words.every((word, index) => words[index] === word)) continue;
    const rest = words.slice(command.words.length);
    if (rest.length >= command.required) return { command, arguments: rest };
  }
  return undefined;
}

export function usage(all: readonly Command[]): string {
  const rows = all.map((command) => ({
    call: [...command.words, command.arguments].join(' ').trim(),
    summary: command.summary,
  }));
  const width = Math.max(...rows.map((row) => row.call.length));
  return ['npm run city -- [--json] …', '', ...rows.map((row) => `  ${row.call.padEnd(width)}  ${row.summary}`)].join(
    '\n',
  );
}
