// The format of a golden conversation: what the resident does, and what the city says, turn by turn.
import { z } from 'zod';

/** Where golden conversations take place. */
export const GOLDEN_CITY = 'みほん市';

const residentTurnSchema = z.union([
  /** Types a text. */
  z.string(),
  /** Taps the button or quick reply with that label, the newest there is. `date` is what the picker gave. */
  z.strictObject({ tap: z.string(), date: z.string().optional(), time: z.string().optional() }),
  /** Taps a button of the main menu or a rich menu: `{ "start": "flow-key" }`. */
  z.strictObject({ start: z.string(), variables: z.record(z.string(), z.json()).optional() }),
  z.strictObject({ photo: z.union([z.string(), z.boolean()]) }),
  z.strictObject({
    location: z.strictObject({
      latitude: z.number(),
      longitude: z.number(),
      title: z.string().optional(),
      address: z.string().optional(),
    }),
  }),
  /** Sends in the form page that was opened last. */
  z.strictObject({ form: z.record(z.string(), z.string()) }),
  z.strictObject({ other: z.string() }),
  z.strictObject({ follow: z.literal(true) }),
]);

const turnSchema = z.strictObject({
  /** Minutes that pass before the resident does this. */
  afterMinutes: z.number().positive().optional(),
  resident: residentTurnSchema,
  /** One entry a message, as `showMessage` writes it. */
  city: z.array(z.string()).default([]),
  /** Types of the effects, in order. */
  effects: z.array(z.string()).optional(),
});

export const conversationSchema = z.strictObject({
  title: z.string(),
  /** Key of the feature that is installed. */
  feature: z.string(),
  /** Further features of the city. */
  alsoInstalled: z.array(z.string()).optional(),
  settings: z.json().optional(),
  now: z.iso.datetime({ offset: true }),
  /** Canned results: port → function → what each call gives. `{ "$each": […] }` gives one after another, the last one on and on. */
  ports: z.record(z.string(), z.record(z.string(), z.json())).optional(),
  /** Text → what the feature's `recognise` makes of it. */
  recognise: z
    .record(z.string(), z.strictObject({ flow: z.string(), variables: z.record(z.string(), z.json()) }))
    .optional(),
  turns: z.array(turnSchema).min(1),
});

export type Conversation = z.infer<typeof conversationSchema>;
export type ConversationTurn = Conversation['turns'][number];
