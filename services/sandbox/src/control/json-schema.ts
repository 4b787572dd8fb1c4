import { z } from 'zod';
import type { JsonObject } from '../state/model.ts';

/** Any JSON object. */
export const jsonSchema = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be a JSON object',
);
