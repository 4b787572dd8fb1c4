import { z } from 'zod';

/** The city's contract with the bank. */
export const settingsSchema = z.strictObject({
  apiKey: z.string().min(16).max(256).meta({ title: 'APIキー', secret: true }),
});

/** Whoever types in the three numbers gets the cash: nothing is asked of the resident. */
export const recipientSchema = z.strictObject({});

export type Settings = z.infer<typeof settingsSchema>;
