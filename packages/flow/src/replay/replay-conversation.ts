// Lets a resident do again what a golden conversation says, against the real engine.
import type { Action, Message, Ports, ResidentEvent } from '@tenohira/feature-kit';
import { type Advanced, advance } from '../advance.ts';
import { deterministicIds } from '../deterministic-ids.ts';
import type { BlockRegistry, InstalledFeature } from '../installed-feature.ts';
import { startPostback } from '../postback.ts';
import { type Session, sessionSchema } from '../session.ts';
import { openedForm } from '../simulate.ts';
import type { Conversation, ConversationTurn } from './golden-conversation.ts';
import { actionsOf, labelOf } from './message-actions.ts';

export type ReplayWorld = {
  installed: readonly InstalledFeature[];
  blocks: BlockRegistry;
  ports: Ports;
  cityName: string;
  now: Date;
};

export type ReplayedTurn = { turn: ConversationTurn; messages: readonly Message[]; effects: readonly string[] };

/** The resident was to tap a button that the city does not show. */
export class ButtonMissing extends Error {
  override readonly name = 'ButtonMissing';
}

/**
 * Turn by turn, what the city answers.
 * @throws ButtonMissing where the conversation went another way
 */
export async function* replayConversation(
  conversation: Conversation,
  { installed, blocks, ports, cityName, ...world }: ReplayWorld,
): AsyncGenerator<ReplayedTurn> {
  const ids = deterministicIds();
  const heard: Message[] = [];
  let now = world.now;
  let session: Session | undefined;
  let lastForm = '';
  for (const [index, turn] of conversation.turns.entries()) {
    now = new Date(now.getTime() + (turn.afterMinutes ?? 0) * 60_000);
    const { feature } = conversation;
    const event = toEvent(turn.resident, { heard, lastForm, feature, messageId: `message-${index + 1}` });
    const recognise = async (featureKey: string, text: string) =>
      featureKey === feature ? conversation.recognise?.[text] : undefined;
    const context = { resident: { id: 'resident-1' }, now, cityName, ports: () => ports, ...ids, recognise };
    const advanced: Advanced = await advance({ features: installed, blocks, session, event, context });
    session = advanced.session && sessionSchema.parse(JSON.parse(JSON.stringify(advanced.session)));
    lastForm = openedForm(advanced) ?? lastForm;
    const messages = [...advanced.messages, ...advanced.further.flat()];
    heard.push(...messages);
    yield { turn, messages, effects: advanced.effects.map(({ type }) => type) };
  }
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
  if (!action) throw new ButtonMissing(`there is no button "${label}" to tap`);
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
