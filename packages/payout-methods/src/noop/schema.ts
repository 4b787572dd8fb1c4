import { z } from 'zod';

/** Nothing to set and nothing to know: no value leaves. */
export const settingsSchema = z.strictObject({});
export const recipientSchema = z.strictObject({});
