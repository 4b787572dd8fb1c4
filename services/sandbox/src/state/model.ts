// What the sandbox remembers. Everything here is plain JSON, so that it can be written to a file as it stands.
import type { Json } from '@tenohira/core';
import type { IdentityClient } from '../identity-provider/clients.ts';
import type { IdentityPerson } from '../identity-provider/people.ts';
import type { SigningKey } from '../identity-provider/signing-key.ts';
import type { StripeAccount } from '../stripe/model.ts';

export type JsonObject = { [key: string]: Json };

/** `METHOD /path/with/:params` → how many requests fit into one bucket and how long the bucket takes to fill up. */
export type RateLimit = { limit: number; perMs: number };

/** A LINE official account with its Messaging API channel: one municipality. */
export type Channel = {
  key: string;
  channelId: string;
  channelSecret: string;
  botUserId: string;
  basicId: string;
  displayName: string;
  pictureUrl?: string;
  /** Where the phone's map opens. */
  center?: { latitude: number; longitude: number };
  webhookUrl?: string;
  webhookActive: boolean;
  /** `chat`: somebody answers by hand in the Official Account Manager. `bot` where absent. */
  chatMode?: 'bot' | 'chat';
  /** Whether LINE has examined the account (認証済アカウント). True where absent. */
  verified?: boolean;
  /** LINE's "webhook redelivery" switch. LINE does not disclose the count and the intervals, so they are settings. */
  redelivery: { enabled: boolean; delaysMs: number[] };
  quota: { type: 'none' } | { type: 'limited'; value: number };
  rateLimits: { [route: string]: RateLimit };
  defaultRichMenuId?: string;
  /** Ids of the short-lived tokens in force, oldest first. */
  shortLivedTokens: { id: string; expiresAtMs: number }[];
};

/** Somebody with a phone. The same person has another user id on every channel. */
export type Person = {
  id: string;
  key?: string;
  displayName: string;
  /** One of many who are there to be counted: not listed. */
  crowd?: true;
};

export type Friendship = 'friend' | 'blocked' | 'none';

/** What one channel knows of one person. */
export type Bond = {
  channelId: string;
  personId: string;
  userId: string;
  friendship: Friendship;
  /** Whether the channel ever met the person: LINE refuses a push to an id that it never met. */
  met: boolean;
  lastMessageAtMs?: number;
  linkedRichMenuId?: string;
  /** The menu that the person switched to by a tab (`richmenuswitch`); forgotten when the bot changes the menu. */
  switchedRichMenuId?: string;
};

export type SendVia = 'reply' | 'push' | 'multicast' | 'broadcast';

export type EntryKind = 'message' | 'postback' | 'follow' | 'block' | 'unsend' | 'accountLink' | 'beacon';

/** One line of the talk room. */
export type Entry = {
  /** Grows over all talk rooms of the sandbox; never used twice. */
  seq: number;
  /** ISO 8601. */
  at: string;
  from: 'resident' | 'city' | 'system';
  kind: EntryKind;
  message?: JsonObject;
  messageId?: string;
  via?: SendVia;
  retryKey?: string;
  unsent?: boolean;
  postback?: { data: string; params?: { [key: string]: string } };
};

export type RichMenu = {
  richMenuId: string;
  channelId: string;
  /** As it was created: size, selected, name, chatBarText, areas. */
  definition: JsonObject;
  imageType?: 'image/jpeg' | 'image/png';
};

/** Bytes that a resident sent. The bytes are a file, or memory. */
export type Content = { messageId: string; channelId: string; contentType: string; type: string; unsent?: boolean };

export type ReplyToken = {
  token: string;
  channelId: string;
  userId: string;
  eventAtMs: number;
  deliveredAtMs: number;
  redelivered: boolean;
  used: boolean;
};

export type AcceptedRequest = {
  requestId: string;
  acceptedAtMs: number;
  sentMessages?: { id: string; quoteToken: string }[];
};

/** A code, a card or a withdrawal that an issuer has given out. */
export type IssuedValue = {
  /** As the customer numbers it: asking again with it gives the same value. */
  key: string;
  /** As the issuer numbers it. */
  id: string;
  amountYen: number;
  brand?: string;
  /** What its holder needs to use it: the money itself. */
  secrets: { [name: string]: string };
  status: 'issued' | 'used' | 'cancelled' | 'expired';
  issuedAtMs: number;
  expiresAtMs: number;
  /** How often it was asked for and answered, the first time included. */
  asked: number;
};

/** A customer's account at an issuer. */
export type IssuerAccount = {
  fundsYen: number;
  /** How long what is issued can be used. */
  lifeMs: number;
  /** By brand, how many are left; a brand that is not there does not run out. */
  stock: { [brand: string]: number };
  /** By the customer's key. */
  issued: { [key: string]: IssuedValue };
};

export type World = {
  version: 1;
  /** Signs the access tokens, so that they outlive a restart without being stored. */
  tokenKey: string;
  clockOffsetMs: number;
  nextSeq: number;
  nextMessageId: number;
  channels: Channel[];
  people: Person[];
  bonds: Bond[];
  /** `channelId/personId` → talk room. */
  transcripts: { [room: string]: Entry[] };
  richMenus: RichMenu[];
  /** `channelId` → alias → rich menu. */
  aliases: { [channelId: string]: { [aliasId: string]: string } };
  contents: Content[];
  replyTokens: ReplyToken[];
  /** `channelId/retry key` → the request that was accepted with it. */
  retryKeys: { [key: string]: AcceptedRequest };
  /** `channelId/yyyyMM/kind` and `channelId/yyyyMMdd/kind` → number of recipients. */
  sent: { [key: string]: number };
  identity: { signingKey: SigningKey; clients: IdentityClient[]; people: { [key: string]: IdentityPerson } };
  linkTokens: { [token: string]: { channelId: string; userId: string; issuedAtMs: number } };
  /** `issuer/account` → what it holds and was given. */
  issuerAccounts: { [account: string]: IssuerAccount };
  /** By the account's id. */
  stripeAccounts: { [accountId: string]: StripeAccount };
};
