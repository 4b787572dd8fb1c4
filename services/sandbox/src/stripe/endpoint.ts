import type { z } from 'zod';
import type { JsonObject } from '../state/model.ts';
import type { Desk } from './desk.ts';

/** A call of Stripe's API. */
export type StripeEndpoint = {
  method: 'GET' | 'POST' | 'DELETE';
  /** With `:id` where the address names a thing. */
  path: string;
  parameters: z.ZodType;
  /** What is given is what `parameters` gave. */
  handle(desk: Desk, given: unknown, id: string): JsonObject;
};

export function defineEndpoint<Parameters extends z.ZodType>(endpoint: {
  method: StripeEndpoint['method'];
  path: string;
  parameters: Parameters;
  handle(desk: Desk, given: z.infer<Parameters>, id: string): JsonObject;
}): StripeEndpoint {
  const { handle, ...rest } = endpoint;
  return { ...rest, handle: (desk, given, id) => handle(desk, given as z.infer<Parameters>, id) }; // see parameters
}
