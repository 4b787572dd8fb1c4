// What an event means: the first route whose condition holds takes it. The order is the whole of the rule.
//
// A feature's keyword does not interrupt a question: "粗大ごみ" may be the answer to it. The waiting block is asked
// first, and only where it cannot make sense of the text does the keyword start its flow.
import { containsMyNumber, toSearchKey } from '@tenohira/core';
import {
  type BlockEvent,
  type Message,
  postbackAction,
  type ResidentEvent,
  textMessage,
  toQuickReplyItem,
} from '@tenohira/feature-kit';
import { distressMessage, emergencyMessage } from './call-for-help.ts';
import { engineTexts } from './engine-texts.ts';
import { type InstalledFeature, inMenuOrder } from './installed-feature.ts';
import { findFlow } from './locate.ts';
import { mainMenu } from './main-menu.ts';
import { type Postback, parsePostback, startPostback } from './postback.ts';
import { type ReservedWord, reservedMeaning } from './reserved-words.ts';
import { beginAgainMessage, runConversation, startFlow } from './run-conversation.ts';
import { hashFlow, type Session, toVariables } from './session.ts';
import { type AdvanceInput, type LogEntry, prefaced, say, type Turn } from './turn.ts';

type Situation = AdvanceInput & { postback: Postback | undefined; word: ReservedWord | undefined; expired: boolean };

type Route = {
  name: string;
  when(situation: Situation): boolean;
  /** Undefined passes the event on to the next route. */
  handle(situation: Situation): Turn | undefined | Promise<Turn | undefined>;
};

const asks = (meaning: ReservedWord) => (s: Situation) => s.word === meaning || s.postback?.kind === meaning;

export const ROUTES: readonly Route[] = [
  { name: 'nothing', when: (s) => s.postback?.kind === 'none', handle: (s) => say([], s.session) },
  { name: 'my-number', when: (s) => s.event.type === 'text' && containsMyNumber(s.event.text), handle: refuseMyNumber },
  { name: 'emergency', when: asks('emergency'), handle: (s) => answerCallForHelp(s, emergencyMessage) },
  { name: 'distress', when: asks('distress'), handle: (s) => answerCallForHelp(s, distressMessage) },
  { name: 'follow', when: (s) => s.event.type === 'follow', handle: greet },
  { name: 'cancel', when: asks('cancel'), handle: cancel },
  { name: 'restart', when: asks('restart'), handle: restart },
  { name: 'menu', when: asks('menu'), handle: showMenu },
  { name: 'start-button', when: (s) => s.postback?.kind === 'start', handle: startByButton },
  { name: 'late-form', when: (s) => s.expired && s.event.type === 'form', handle: applyLateForm },
  { name: 'expired', when: (s) => s.expired, handle: answerExpired },
  { name: 'retry-button', when: (s) => s.session !== undefined && s.postback?.kind === 'retry', handle: askHere },
  { name: 'stale-button', when: isStale, handle: answerStale },
  { name: 'waiting-block', when: (s) => s.session !== undefined, handle: receive },
  { name: 'keyword', when: (s) => s.event.type === 'text', handle: startByKeyword },
  { name: 'recognise', when: (s) => s.event.type === 'text', handle: startByRecognition },
  { name: 'barred', when: (s) => s.event.type === 'text', handle: refuseWhatIsMeant },
  { name: 'main-menu', when: () => true, handle: notUnderstood },
];

/** Finds the event's route and takes it. The name says which it was. */
export async function route(input: AdvanceInput): Promise<{ route: string; turn: Turn }> {
  const { event, session, context } = input;
  const situation: Situation = {
    ...input,
    postback: event.type === 'postback' ? parsePostback(event.data) : undefined,
    word: event.type === 'text' ? reservedMeaning(event.text) : undefined,
    expired: session !== undefined && new Date(session.expiresAt).getTime() <= context.now.getTime(),
  };
  for (const { name, when, handle } of ROUTES) {
    const turn = when(situation) ? await handle(situation) : undefined;
    if (turn) return { route: name, turn };
  }
  return { route: 'nothing', turn: say([], session) };
}

const text = (words: string) => ({ type: 'text' as const, text: words });

function menu(s: Situation, page = 1) {
  return mainMenu(s.features, s.context.cityName, page);
}

async function refuseMyNumber(s: Situation): Promise<Turn> {
  const log: LogEntry[] = [{ level: 'warning', code: 'MY_NUMBER_REFUSED' }];
  if (!s.session || s.expired) return say([text(engineTexts.myNumber)], undefined, log);
  return prefaced(await askHere(s), [text(engineTexts.myNumber)], log);
}

/** The numbers stay the last thing on the screen: the question comes again when it is asked for. */
function answerCallForHelp(s: Situation, help: Message): Turn {
  if (!s.session || s.expired) return say([help], undefined);
  const back = toQuickReplyItem(postbackAction(engineTexts.backToQuestion, 'retry'));
  return say([{ ...help, quickReply: { items: [back] } }], s.session);
}

function greet(s: Situation): Turn {
  const greeting = s.context.greeting ?? engineTexts.greeting(s.context.cityName);
  return say([text(greeting), ...menu(s)], undefined);
}

function cancel(s: Situation): Turn {
  if (!s.session) return say(menu(s), undefined);
  return say([text(engineTexts.cancelled(titleOf(s, s.session)))], undefined);
}

async function restart(s: Situation): Promise<Turn> {
  const origin = s.session?.origin;
  const turn =
    origin &&
    (refuseBarred(s, origin.featureKey) ?? (await startFlow(s, origin.featureKey, origin.flowKey, origin.variables)));
  return turn ?? say(menu(s), undefined);
}

/** The menu does not end what is under way: looking around and going on is allowed. */
function showMenu(s: Situation): Turn {
  return say(menu(s, s.postback?.kind === 'menu' ? s.postback.page : 1), s.session);
}

async function startByButton(s: Situation): Promise<Turn> {
  if (s.postback?.kind !== 'start') return notUnderstood(s);
  const { feature, flow, variables } = s.postback;
  const turn = refuseBarred(s, feature) ?? (await startFlow(s, feature, flow, toVariables(variables)));
  const log: LogEntry[] = [{ level: 'warning', code: 'FLOW_UNKNOWN', featureKey: feature, flowKey: flow }];
  return turn ?? say([text(engineTexts.notAvailable), ...menu(s)], undefined, log);
}

/** Filling in a page takes its time. The answer names its form, so it can reach no other question than its own. */
async function applyLateForm(s: Situation): Promise<Turn | undefined> {
  if (!s.session || s.event.type !== 'form') return undefined;
  const run = await runConversation(s, s.session, { do: 'receive', event: s.event });
  return run.misunderstood ? undefined : run;
}

async function answerExpired(s: Situation): Promise<Turn> {
  if (s.event.type === 'text') {
    const turn = (await startByKeyword(s)) ?? (await startByRecognition(s)) ?? (await refuseWhatIsMeant(s));
    if (turn) return turn;
  }
  const begin = s.session && beginAgainMessage(s, s.session, engineTexts.expired);
  return begin ? say([begin], undefined) : say([text(engineTexts.notAvailable), ...menu(s)], undefined);
}

/** Asks the present question once more. */
async function askHere(s: Situation): Promise<Turn> {
  return s.session ? runConversation(s, s.session, { do: 'enter' }) : say(menu(s), undefined);
}

function isStale({ postback, session }: Situation): boolean {
  if (postback?.kind === 'retry') return session === undefined;
  if (postback?.kind === 'unknown') return true;
  if (postback?.kind !== 'answer') return false;
  return postback.sessionId !== session?.id || postback.blockId !== session.blockId;
}

async function answerStale(s: Situation): Promise<Turn> {
  const log: LogEntry[] = [{ level: 'info', code: 'STALE_BUTTON' }];
  if (!s.session) return say([text(engineTexts.staleChoiceNothingUnderWay), ...menu(s)], undefined, log);
  return prefaced(await askHere(s), [text(engineTexts.staleChoice)], log);
}

async function receive(s: Situation): Promise<Turn> {
  const event = toBlockEvent(s.event, s.postback);
  const { session } = s;
  if (!session || !event) return notUnderstood(s);
  if (!session.waiting) return askHere(s);
  if (blockHasChanged(s, session)) {
    const begin = beginAgainMessage(s, session, engineTexts.flowChanged);
    if (begin)
      return say([begin], undefined, [{ level: 'info', code: 'FLOW_CHANGED', featureKey: session.featureKey }]);
  }
  const run = await runConversation(s, session, { do: 'receive', event });
  return (run.misunderstood && (await startByKeyword(s))) || run;
}

/** Staff may edit a flow at any time; a question of the same kind at the same place can still be answered. */
function blockHasChanged(s: Situation, session: Session): boolean {
  const flow = findFlow(s.features, session.featureKey, session.flowKey)?.flow;
  if (!flow || hashFlow(flow) === session.flowHash) return false;
  return flow.blocks[session.blockId]?.type !== session.blockType;
}

function toBlockEvent(event: ResidentEvent, postback: Postback | undefined): BlockEvent | undefined {
  if (event.type === 'follow') return undefined;
  if (event.type !== 'postback') return event;
  if (postback?.kind !== 'answer') return undefined;
  return { type: 'answer', value: postback.value, ...(event.params ? { params: event.params } : {}) };
}

async function startByKeyword(s: Situation): Promise<Turn | undefined> {
  for (const { feature } of openFeatures(s)) {
    const flow = flowOfKeyword(s, feature);
    const turn = flow === undefined ? undefined : await startFlow(s, feature.key, flow, {});
    if (turn) return s.session && !s.expired ? prefaced(turn, [text(engineTexts.startsInstead(feature.title))]) : turn;
  }
  return undefined;
}

function flowOfKeyword({ event }: Situation, { triggers }: InstalledFeature['feature']): string | undefined {
  if (event.type !== 'text') return undefined;
  const key = toSearchKey(event.text);
  return triggers.find(({ keywords }) => keywords.some((keyword) => toSearchKey(keyword) === key))?.flow;
}

async function startByRecognition(s: Situation): Promise<Turn | undefined> {
  if (s.event.type !== 'text') return undefined;
  const { messageId } = s.event;
  for (const { feature } of openFeatures(s)) {
    const found = await s.context.recognise?.(feature.key, s.event.text);
    if (!found) continue;
    const variables = Object.entries(toVariables(found.variables)).map(([name, variable]) => [
      name,
      messageId === undefined ? variable : { ...variable, messageId },
    ]);
    const turn = await startFlow(s, feature.key, found.flow, Object.fromEntries(variables));
    if (turn) return turn;
  }
  return undefined;
}

function openFeatures({ features }: Situation): readonly InstalledFeature[] {
  return inMenuOrder(features).filter(({ barred }) => barred === undefined);
}

/** A text that nothing open understands may mean something that this resident may not begin. */
async function refuseWhatIsMeant(s: Situation): Promise<Turn | undefined> {
  if (s.event.type !== 'text') return undefined;
  for (const { feature, barred } of inMenuOrder(s.features)) {
    if (barred === undefined) continue;
    const isMeant =
      flowOfKeyword(s, feature) !== undefined || (await s.context.recognise?.(feature.key, s.event.text)) !== undefined;
    if (isMeant) return refuseBarred(s, feature.key);
  }
  return undefined;
}

/** Says why the resident may not begin it, and what they can do. What is under way stays under way. */
function refuseBarred(s: Situation, featureKey: string): Turn | undefined {
  const found = s.features.find(({ feature }) => feature.key === featureKey);
  if (found?.barred === undefined) return undefined;
  const { title } = found.feature;
  const session = s.expired ? undefined : s.session;
  const log: LogEntry[] = [{ level: 'info', code: 'BARRED', featureKey, detail: found.barred }];
  if (found.barred === 'testing') return say([text(engineTexts.notReady(title)), ...menu(s)], session, log);
  const { registration, cityName } = s.context;
  if (!registration) return say([text(engineTexts.onlyRegisteredNow(title, cityName))], session, log);
  const action = postbackAction(engineTexts.register, startPostback(registration.feature, registration.flow));
  return say([textMessage(engineTexts.onlyRegistered(title), [action])], session, log);
}

function notUnderstood(s: Situation): Turn {
  return say([text(whyNotUnderstood(s.event)), ...menu(s)], s.session);
}

function whyNotUnderstood(event: ResidentEvent): string {
  if (event.type === 'other') return event.kind === 'sticker' ? engineTexts.thanksForSticker : engineTexts.notReadHere;
  return event.type === 'photo' || event.type === 'location' ? engineTexts.notReadHere : engineTexts.notUnderstood;
}

function titleOf(s: Situation, { featureKey }: Session): string {
  return s.features.find(({ feature }) => feature.key === featureKey)?.feature.title ?? 'お手続き';
}
