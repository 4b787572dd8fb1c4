// What an endpoint of the LINE API is, here: a method, a path, and a function from a call to an answer.
import type { Sandbox } from '../sandbox.ts';
import type { Channel, JsonObject } from '../state/model.ts';
import { refuse } from './line-error.ts';
import { type Fields, isFields } from './message-schema/report.ts';

export type LineCall = {
  sandbox: Sandbox;
  /** Whose token it was. */
  channel: Channel;
  params: Readonly<Record<string, string | undefined>>;
  query: Readonly<Record<string, string | undefined>>;
  contentType: string;
  bytes: Buffer;
  /** In lower case, and not accepted before. */
  retryKey?: string;
};

export type LineAnswer = {
  /** 200 where absent. */
  status?: number;
  /** `{}` where absent. */
  body?: JsonObject;
  file?: { bytes: Buffer; contentType: string };
  /** How many user ids the request named. */
  recipients?: number;
  /** What a later request with the same retry key is told. */
  sentMessages?: { id: string; quoteToken: string }[];
};

/** What an endpoint may look at to find out who asks. */
export type Identified = Pick<LineCall, 'contentType' | 'bytes'>;

export type LineEndpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  takesRetryKey?: true;
  /** For an endpoint that is not called with an access token. Faults strike it only where they name it. */
  identify?(sandbox: Sandbox, request: Identified): Channel;
  /** Without a promise where it can be: then nothing comes between the check of a retry key and its record. */
  handle(call: LineCall): LineAnswer | Promise<LineAnswer>;
};

/**
 * The body as a JSON object.
 *
 * @throws LineError 415 for another content type, 400 for what is not JSON or no object.
 */
export function readJson(call: Pick<LineCall, 'contentType' | 'bytes'>): Fields {
  if (!/^application\/json\b/i.test(call.contentType)) {
    throw refuse(415, `The content type, ${call.contentType || 'null'}, is not supported`);
  }
  const value = parseJson(call.bytes.toString('utf8'));
  if (!isFields(value)) throw couldNotBeParsed('1', '1');
  return value;
}

export function isUserId(value: unknown): value is string {
  return typeof value === 'string' && /^U[0-9a-f]{32}$/.test(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8 says where it stopped, except at the end of the text.
    const place = /line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : '');
    const lines = text.split('\n');
    throw couldNotBeParsed(place?.[1] ?? String(lines.length), place?.[2] ?? String((lines.at(-1)?.length ?? 0) + 1));
  }
}

function couldNotBeParsed(line: string, column: string) {
  return refuse(400, `The request body could not be parsed as JSON (line: ${line}, column: ${column})`);
}
