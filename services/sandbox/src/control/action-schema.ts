import { z } from 'zod';
import { SAMPLE_PHOTOS, type SamplePhoto } from './sample-photo.ts';

const base64 = z.base64();
const sampleKeys = Object.keys(SAMPLE_PHOTOS) as [SamplePhoto, ...SamplePhoto[]]; // Object.keys forgets the keys

/** What a resident can do with the phone. */
export const residentActionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('follow') }),
  z.strictObject({ type: z.literal('block') }),
  z.strictObject({
    type: z.literal('text'),
    text: z.string().min(1).max(10_000),
    /** The message it answers. */
    quotedMessageId: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('image'), base64: base64.optional(), sample: z.enum(sampleKeys).optional() }),
  z.strictObject({ type: z.literal('video'), base64: base64.optional(), durationMs: z.int().positive().optional() }),
  z.strictObject({ type: z.literal('audio'), base64: base64.optional(), durationMs: z.int().positive().optional() }),
  z.strictObject({ type: z.literal('file'), base64: base64.optional(), fileName: z.string().min(1).optional() }),
  z.strictObject({
    type: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    title: z.string().optional(),
    address: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('sticker'), packageId: z.string().optional(), stickerId: z.string().optional() }),
  z.strictObject({
    type: z.literal('postback'),
    data: z.string(),
    displayText: z.string().optional(),
    params: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({ type: z.literal('richmenuswitch'), richMenuAliasId: z.string(), data: z.string() }),
  z.strictObject({ type: z.literal('unsend'), messageId: z.string() }),
  z.strictObject({
    type: z.literal('accountLink'),
    linkToken: z.string(),
    nonce: z.string(),
  }),
  z.strictObject({
    type: z.literal('beacon'),
    hwid: z.string(),
    enter: z.enum(['enter', 'banner', 'stay']).optional(),
  }),
  z.strictObject({
    type: z.literal('tap'),
    label: z.string(),
    /** The day or time, for a date and time picker. */
    value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('pick-datetime'),
    data: z.string(),
    mode: z.enum(['date', 'time', 'datetime']),
    value: z.string(),
  }),
]);

export type ResidentAction = z.infer<typeof residentActionSchema>;
export type ResidentActionOf<Type extends ResidentAction['type']> = Extract<ResidentAction, { type: Type }>;
