// LINE's refusals, in LINE's words: developers.line.biz/en/reference/messaging-api/#error-messages
import type { JsonObject } from '../state/model.ts';

export type ErrorDetail = { message: string; property: string };

/** Thrown by an endpoint; the plugin answers with it. */
export class LineError extends Error {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: JsonObject, headers: Readonly<Record<string, string>> = {}) {
    super(`${status} ${String(body.message ?? body.error)}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export function refuse(status: number, message: string): LineError {
  return new LineError(status, { message });
}

/** Some endpoints send an empty `details`: developers.line.biz/en/reference/messaging-api/#get-default-rich-menu-id */
export function refuseWithEmptyDetails(status: number, message: string): LineError {
  return new LineError(status, { message, details: [] });
}

export function bodyHasErrors(details: readonly ErrorDetail[]): LineError {
  return new LineError(400, {
    message: `The request body has ${details.length} error(s)`,
    details: details.map((detail) => ({ ...detail })),
  });
}

/** For what is wrong inside a template, a Flex container or an action; `property` is then a path within the message. */
export function messageIsInvalid(index: number, details: readonly ErrorDetail[]): LineError {
  return new LineError(400, {
    message: `A message (messages[${index}]) in the request body is invalid`,
    details: details.map((detail) => ({ ...detail })),
  });
}

export function propertyIsInvalid(property: string): LineError {
  return refuse(400, `The property, '${property}', in the request body is invalid (line: -, column: -)`);
}

export function parameterIsInvalid(name: string): LineError {
  return refuse(400, `The value for the '${name}' parameter is invalid`);
}

export const notFound = () => refuse(404, 'Not found');

export const authenticationFailed = (reason: string) =>
  refuse(
    401,
    `Authentication failed due to the following reason: ${reason}. Confirm that the access token in the authorization header is valid.`,
  );

export const rateLimitExceeded = () => refuse(429, 'The API rate limit has been exceeded. Try again later.');

/** LINE documents that too many concurrent operations answer 429, but not the words; these are the sandbox's own. */
export const tooManyConcurrentOperations = () =>
  refuse(429, 'The number of concurrent operations has exceeded the limit. Try again later.');

export const monthlyLimitReached = () => refuse(429, 'You have reached your monthly limit.');
