// The engine, with the tenant's features, the resident's session and the database around it.

import { type Installed, listInstalled, REGISTRATION, readCity } from '@tenohira/catalog';
import { randomToken, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { Ports, ResidentEvent } from '@tenohira/feature-kit';
import { type AdvanceContext, advance, type Session, sessionSchema } from '@tenohira/flow';
import { findReplyToken, type WebhookEvent } from '@tenohira/line';
import { storePush, storeReply, type TakenMessage } from '@tenohira/messaging';
import { storeObject } from '@tenohira/storage';
import { unlinkAccount } from './account-link.ts';
import { barOutsiders } from './bar-outsiders.ts';
import { carryOutEffects } from './carry-out-effects.ts';
import type { ConversationDependencies } from './dependencies.ts';
import type { EventAtHand, Handled } from './event-at-hand.ts';
import { platformPorts } from './platform-ports.ts';
import { replyUntil } from './reply-until.ts';

/** An event that overtook no conversation but is this old would answer out of the blue. */
const STALE_MS = 20 * 60_000;

/** Lets the resident's event take the conversation a step further. */
export async function converse(
  deps: ConversationDependencies,
  db: TenantDb,
  at: EventAtHand,
  event: ResidentEvent,
  source?: WebhookEvent,
): Promise<Handled> {
  const now = deps.clock.now();
  const { session, lastEventAt } = await loadSession(db, at.residentId);
  // A form names its question and can rewind nothing; and its time is by our clock, the others' by LINE's.
  const overtaken = event.type !== 'form' && lastEventAt !== undefined && at.row.occurredAt < lastEventAt;
  // A late event never rewinds a conversation. Between conversations there is nothing to rewind, and an answer that is
  // a little late is better than none.
  if (overtaken && (session !== undefined || now.getTime() - at.row.occurredAt.getTime() > STALE_MS)) {
    return { status: 'late', replies: [] };
  }

  if (event.type === 'text' && event.text.trim() === '連携解除' && (await unlinkAccount(db, at.residentId))) {
    const text = 'アカウントの連携を解除しました。';
    return { status: 'processed', replies: await storeAnswer(db, at, source, [[{ type: 'text', text }]]) };
  }

  const all = await listInstalled(db, deps.catalog, (featureKey) =>
    deps.log({ level: 'error', code: 'FEATURE_SETTINGS_UNFIT', tenantId: db.tenantId, detail: { featureKey } }),
  );
  const installed = await barOutsiders(db, at.residentId, all);
  const context = await createContext(deps, db, at, installed, now);
  const result = await advance({ features: installed, blocks: deps.catalog.blocks, session, event, context });
  for (const { level, code, ...detail } of result.log) deps.log({ level, code, tenantId: db.tenantId, detail });
  if (result.route === 'my-number') await forgetContent(db, at);
  await keepPhoto(db, at, result);
  await carryOutEffects(deps, db, {
    installed,
    residentId: at.residentId,
    now,
    receivedAt: at.row.arrivedAt,
    effects: result.effects,
  });
  // By our clock, a form's time would make late what LINE sends next, if ours is ahead.
  const occurredAt = event.type === 'form' ? lastEventAt : at.row.occurredAt;
  await saveSession(db, at, result.session, latestOf(lastEventAt, occurredAt));
  return { status: 'processed', replies: await storeAnswer(db, at, source, [result.messages, ...result.further]) };
}

async function loadSession(
  db: TenantDb,
  residentId: string,
): Promise<{ session: Session | undefined; lastEventAt: Date | undefined }> {
  const [row] = await db.sql<{ state: unknown; lastEventAt: Date }>(
    'select state, last_event_at as "lastEventAt" from conversation_session where resident_id = $1',
    [residentId],
  );
  // A session that an older version wrote and this one cannot read is over.
  const parsed = row?.state ? sessionSchema.safeParse(row.state) : undefined;
  return { session: parsed?.success ? parsed.data : undefined, lastEventAt: row?.lastEventAt };
}

async function saveSession(
  db: TenantDb,
  at: EventAtHand,
  session: Session | undefined,
  lastEventAt: Date | undefined,
): Promise<void> {
  await db.sql(
    `insert into conversation_session (resident_id, state, last_event_at) values ($1, $2, $3)
     on conflict (tenant_id, resident_id) do update set state = excluded.state, last_event_at = excluded.last_event_at`,
    [at.residentId, session === undefined ? null : JSON.stringify(session), lastEventAt ?? at.row.occurredAt],
  );
}

function latestOf(one: Date | undefined, other: Date | undefined): Date | undefined {
  return one && other ? new Date(Math.max(one.getTime(), other.getTime())) : (one ?? other);
}

async function createContext(
  deps: ConversationDependencies,
  db: TenantDb,
  at: EventAtHand,
  installed: readonly Installed[],
  now: Date,
): Promise<AdvanceContext> {
  const city = await readCity(db);
  const { residentId } = at;
  const scopeOf = (entry: Installed) => ({ db, settings: entry.settings, now, residentId });
  const find = (key: string) => installed.find((entry) => entry.feature.key === key);
  const hasFeature = (key: string) => {
    const entry = find(key);
    return entry !== undefined && entry.barred === undefined;
  };
  return {
    resident: { id: residentId },
    now,
    cityName: city.name,
    sessionTimeoutMs: city.settings.conversationTimeoutMinutes * 60_000,
    ...(city.settings.greeting === undefined ? {} : { greeting: city.settings.greeting }),
    ...(hasFeature(REGISTRATION.feature) ? { registration: REGISTRATION } : {}),
    newToken: randomToken,
    newId: () => uuidv7(),
    ports: (featureKey): Ports => {
      const entry = find(featureKey);
      return {
        ...platformPorts(deps, db, { residentId, featureKey, now, receivedAt: at.row.arrivedAt, hasFeature }),
        ...(entry?.feature.ports ? { [featureKey]: entry.feature.ports(scopeOf(entry)) } : {}),
      };
    },
    recognise: async (featureKey, text) => {
      const entry = find(featureKey);
      return entry?.feature.recognise?.(scopeOf(entry), text);
    },
  };
}

/** A My Number is not kept, nor is the message that it came in (番号法 20条). */
async function forgetContent(db: TenantDb, { row }: EventAtHand): Promise<void> {
  await db.sql('update inbox_event set payload = null where channel_id = $1 and webhook_event_id = $2', [
    row.channelId,
    row.webhookEventId,
  ]);
}

/** A photo that the flow did not take, because it had asked for something else, is not kept. */
async function keepPhoto(db: TenantDb, { photo, residentId, row }: EventAtHand, result: Advanced): Promise<void> {
  if (!photo || !JSON.stringify([result.session, result.effects]).includes(photo.id)) return;
  const source = row.lineMessageId === null ? {} : { sourceMessageId: row.lineMessageId };
  await storeObject(db, photo, { residentId, ...source });
}

/** The first group answers the event; what did not fit follows as pushes. */
async function storeAnswer(
  db: TenantDb,
  at: EventAtHand,
  source: WebhookEvent | undefined,
  groups: readonly Advanced['messages'][],
): Promise<TakenMessage[]> {
  const [first = [], ...further] = groups;
  if (first.length === 0) return [];
  const { residentId, row } = at;
  const replyToken = source && findReplyToken(source);
  const dedupeKey = `reply:${row.webhookEventId}`;
  const reply = await storeReply(db, {
    residentId,
    messages: first,
    dedupeKey,
    replyUntil: replyUntil(row),
    ...(replyToken === undefined ? {} : { replyToken }),
  });
  for (const [index, messages] of further.entries()) {
    await storePush(db, {
      residentId,
      messages,
      dedupeKey: `${dedupeKey}:${index + 1}`,
      purpose: 'conversation',
      urgent: true,
      isAnswer: true,
    });
  }
  return [reply];
}

type Advanced = Awaited<ReturnType<typeof advance>>;
