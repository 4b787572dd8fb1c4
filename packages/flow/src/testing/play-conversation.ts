// Plays a golden conversation through the real engine and compares what the city says.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyBlock, AnyFeature, Message, Ports } from '@tenohira/feature-kit';
import { createBlockRegistry, type InstalledFeature } from '../installed-feature.ts';
import { cannedPorts } from '../replay/canned-ports.ts';
import {
  type Conversation,
  type ConversationTurn,
  conversationSchema,
  GOLDEN_CITY,
} from '../replay/golden-conversation.ts';
import { ButtonMissing, replayConversation } from '../replay/replay-conversation.ts';
import { showMessage } from './show-message.ts';

export type ConversationEnvironment = {
  features: readonly AnyFeature[];
  /** The shared blocks; the features' own are added. */
  blocks: readonly AnyBlock[];
  /** Over the canned ports. */
  ports?: Ports;
};

/**
 * Plays a conversation. Throws with a line-by-line difference where the city says something else.
 * @returns the conversation as it really went
 */
export async function playConversation(json: unknown, environment: ConversationEnvironment): Promise<Conversation> {
  const expected = conversationSchema.parse(json);
  const actual = await replay(expected, environment);
  const [before, after] = [describe(expected), describe(actual)];
  if (before !== after) throw new Error(`"${expected.title}" went another way:\n${diffLines(before, after)}`);
  return actual;
}

/** Plays a file; with UPDATE_GOLDEN=1 in the environment it writes what the city says into the file instead. */
export async function playConversationFile(path: string, environment: ConversationEnvironment): Promise<void> {
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (process.env.UPDATE_GOLDEN !== '1') {
    await playConversation(json, environment);
    return;
  }
  const actual = await replay(conversationSchema.parse(json), environment);
  writeFileSync(path, `${JSON.stringify(actual, null, 2)}\n`);
}

/** The JSON files of a folder, sorted: one test each. */
export function conversationFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => join(folder, name));
}

async function replay(conversation: Conversation, environment: ConversationEnvironment): Promise<Conversation> {
  const turns: ConversationTurn[] = [];
  const heard: Message[] = [];
  const replayed = replayConversation(conversation, {
    installed: install(conversation, environment),
    blocks: createBlockRegistry(environment.blocks, ...environment.features.map((feature) => feature.blocks)),
    ports: { ...cannedPorts(conversation.ports), ...environment.ports },
    cityName: GOLDEN_CITY,
    now: new Date(conversation.now),
  });
  try {
    for await (const { turn, messages, effects } of replayed) {
      heard.push(...messages);
      turns.push({
        ...(turn.afterMinutes === undefined ? {} : { afterMinutes: turn.afterMinutes }),
        resident: turn.resident,
        city: messages.map(showMessage),
        ...(effects.length === 0 ? {} : { effects: [...effects] }),
      });
    }
  } catch (error) {
    if (!(error instanceof ButtonMissing)) throw error;
    throw new Error(`${error.message}; the last message is:\n${heard.slice(-1).map(showMessage)}`);
  }
  return { ...conversation, turns };
}

function install(conversation: Conversation, environment: ConversationEnvironment): InstalledFeature[] {
  return [conversation.feature, ...(conversation.alsoInstalled ?? [])].map((key, index) => {
    const feature = environment.features.find((candidate) => candidate.key === key);
    if (!feature) throw new Error(`"${conversation.title}" needs the feature ${key}, which the test does not know`);
    const settings: unknown = feature.settings.parse(index === 0 ? (conversation.settings ?? {}) : {});
    return { feature, settings, flows: feature.flows, menuOrder: index };
  });
}

function describe({ turns }: Conversation): string {
  return turns
    .map(({ afterMinutes, resident, city, effects }) =>
      [
        ...(afterMinutes === undefined ? [] : [`(${afterMinutes} minutes later)`]),
        `resident: ${typeof resident === 'string' ? resident : JSON.stringify(resident)}`,
        ...city.map((text) => `city: ${text.replaceAll('\n', '\n      ')}`),
        ...(effects?.length ? [`effects: ${effects.join(', ')}`] : []),
      ].join('\n'),
    )
    .join('\n\n');
}

/** Lines that are the same at both ends are left in as context, three of them. */
function diffLines(expected: string, actual: string): string {
  const [before, after] = [expected.split('\n'), actual.split('\n')];
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [
    ...before.slice(Math.max(0, start - 3), start).map((line) => `  ${line}`),
    ...before.slice(start, before.length - end).map((line) => `- ${line}`),
    ...after.slice(start, after.length - end).map((line) => `+ ${line}`),
    ...(end === 0 ? [] : after.slice(after.length - end, after.length - end + 3).map((line) => `  ${line}`)),
  ].join('\n');
}
