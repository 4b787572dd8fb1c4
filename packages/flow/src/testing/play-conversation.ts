// Plays a golden conversation through the real engine and compares what the city says.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action, AnyBlock, AnyFeature, Message, Ports, ResidentEvent } from '@tenohira/feature-kit';
import { advance } from '../advance.ts';
import { deterministicIds } from '../deterministic-ids.ts';
import { createBlockRegistry, type InstalledFeature } from '../installed-feature.ts';
import { startPostback } from '../postback.ts';
import { type Session, sessionSchema } from '../session.ts';
import { openedForm } from '../simulate.ts';
import { cannedPorts } from './canned-ports.ts';
import { type Conversation, type ConversationTurn, conversationSchema } from './conversation.ts';
import { actionsOf, labelOf, showMessage } from './show-message.ts';

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
  const installed = install(conversation, environment);
  const ports = { ...cannedPorts(conversation.ports), ...environment.ports };
  const ids = deterministicIds();
  const blocks = createBlockRegistry(environment.blocks, ...environment.features.map((feature) => feature.blocks));
  const heard: Message[] = [];
  const turns: ConversationTurn[] = [];
  let now = new Date(conversation.now);
  let session: Session | undefined;
  let lastForm = '';
  for (const [index, turn] of conversation.turns.entries()) {
    now = new Date(now.getTime() + (turn.afterMinutes ?? 0) * 60_000);
    const event = toEvent(turn.resident, {
      heard,
      lastForm,
      feature: conversation.feature,
      messageId: `message-${index + 1}`,
    });
    const advanced = await advance({
      features: installed,
      blocks,
      session,
      event,
      context: {
        resident: { id: 'resident-1' },
        now,
        cityName: 'みほん市',
        ports: () => ports,
        ...ids,
        recognise: async (featureKey, text) =>
          featureKey === conversation.feature ? conversation.recognise?.[text] : undefined,
      },
    });
    session = advanced.session && sessionSchema.parse(JSON.parse(JSON.stringify(advanced.session)));
    lastForm = openedForm(advanced) ?? lastForm;
    const messages = [...advanced.messages, ...advanced.further.flat()];
    heard.push(...messages);
    const effects = advanced.effects.map(({ type }) => type);
    turns.push({
      ...(turn.afterMinutes === undefined ? {} : { afterMinutes: turn.afterMinutes }),
      resident: turn.resident,
      city: messages.map(showMessage),
      ...(effects.length === 0 ? {} : { effects }),
    });
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

type Hearing = { heard: readonly Message[]; lastForm: string; feature: string; messageId: string };

function toEvent(turn: ConversationTurn['resident'], { heard, lastForm, feature, messageId }: Hearing): ResidentEvent {
  if (typeof turn === 'string') return { type: 'text', text: turn, messageId };
  if ('tap' in turn) return tap(findAction(turn.tap, heard), turn, messageId);
  if ('start' in turn) return { type: 'postback', data: startPostback(feature, turn.start, turn.variables) };
  if ('photo' in turn) {
    const photoId = turn.photo === true ? `photo-${messageId}` : turn.photo;
    return photoId === false ? { type: 'photo', messageId } : { type: 'photo', photoId, messageId };
  }
  if ('location' in turn) {
    const { latitude, longitude, title, address } = turn.location;
    const words = { ...(title === undefined ? {} : { title }), ...(address === undefined ? {} : { address }) };
    return { type: 'location', latitude, longitude, ...words, messageId };
  }
  if ('form' in turn) return { type: 'form', formId: lastForm, values: turn.form };
  return 'other' in turn ? { type: 'other', kind: turn.other } : { type: 'follow' };
}

function findAction(label: string, heard: readonly Message[]): Action {
  const action = heard
    .toReversed()
    .flatMap(actionsOf)
    .find((candidate) => labelOf(candidate) === label);
  if (!action)
    throw new Error(`there is no button "${label}" to tap; the last message is:\n${heard.slice(-1).map(showMessage)}`);
  return action;
}

function tap(
  action: Action,
  chosen: { date?: string | undefined; time?: string | undefined },
  messageId: string,
): ResidentEvent {
  if (action.type === 'message') return { type: 'text', text: action.text ?? '', messageId };
  if (action.type !== 'postback' && action.type !== 'datetimepicker') {
    throw new Error(
      `tapping "${labelOf(action)}" (${action.type}) sends nothing by itself: write the photo, location or form`,
    );
  }
  const { date, time } = chosen;
  const params = { ...(date === undefined ? {} : { date }), ...(time === undefined ? {} : { time }) };
  const data = action.data ?? '';
  return Object.keys(params).length === 0 ? { type: 'postback', data } : { type: 'postback', data, params };
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
