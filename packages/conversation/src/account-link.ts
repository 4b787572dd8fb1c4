// LINE's account link: https://developers.line.biz/en/docs/messaging-api/linking-accounts/
import { hashToken } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { findReplyToken, type WebhookEvent } from '@tenohira/line';
import { storeReply } from '@tenohira/messaging';
import type { EventAtHand, Handled } from './event-at-hand.ts';
import { replyUntil } from './reply-until.ts';

// LINE asks that the way to unlink is always there and that people are told of it.
const LINKED =
  '手続き用アカウントとLINEの連携が完了しました。\n\n連携をやめたいときは、「連携解除」と送ってください。いつでも解除できます。';
const NOT_LINKED = 'アカウントの連携ができませんでした。もう一度、はじめから操作してください。';

/** Ties the resident to the account whose nonce comes back, once. */
export async function linkAccount(
  db: TenantDb,
  at: EventAtHand,
  link: { result: string; nonce: string },
  event: WebhookEvent,
): Promise<Handled> {
  const linked = link.result === 'ok' && (await spendNonce(db, at.residentId, link.nonce));
  const replyToken = findReplyToken(event);
  const reply = await storeReply(db, {
    residentId: at.residentId,
    messages: [{ type: 'text', text: linked ? LINKED : NOT_LINKED }],
    dedupeKey: `reply:${at.row.webhookEventId}`,
    replyUntil: replyUntil(at.row),
    ...(replyToken === undefined ? {} : { replyToken }),
  });
  return { status: 'processed', replies: [reply] };
}

/** Forgets the link. Returns whether there was one. */
export async function unlinkAccount(db: TenantDb, residentId: string): Promise<boolean> {
  const gone = await db.sql('delete from account_link where resident_id = $1 returning 1', [residentId]);
  return gone.length > 0;
}

async function spendNonce(db: TenantDb, residentId: string, nonce: string): Promise<boolean> {
  const linked = await db.sql(
    `with used as (
       update account_link_nonce set used_at = now()
       where nonce_hash = $1 and used_at is null and expires_at > now() returning subject
     )
     insert into account_link (resident_id, subject) select $2, subject from used
     on conflict (tenant_id, resident_id) do update set subject = excluded.subject, linked_at = now()
     returning 1`,
    [hashToken(nonce), residentId],
  );
  return linked.length > 0;
}
