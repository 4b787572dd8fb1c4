// What a route answers, as a schema: the description is made of it, the web application is typed by it, and what is not in it
// does not leave (ASVS 5.0, 15.3.1).
import { z } from 'zod';

/** Bytes to be saved as a file. */
export class Download {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  constructor(fileName: string, contentType: string, bytes: Uint8Array) {
    this.fileName = fileName;
    this.contentType = contentType;
    this.bytes = bytes;
  }
}

/** A photo that a page shows. Whatever a browser would not draw as pixels is handed out as a file instead. */
export class Picture {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  constructor(contentType: string, bytes: Uint8Array) {
    this.contentType = contentType;
    this.bytes = bytes;
  }
}

/** What the browser gets until it hangs up: `text/event-stream`. */
export class EventStream<Event = unknown> {
  readonly events: AsyncIterable<Event>;
  constructor(events: AsyncIterable<Event>) {
    this.events = events;
  }
}

/** Of answers that are no JSON: their media types, and what each event of a stream is. */
type Media = { contentTypes: readonly string[]; event?: z.ZodType };

const media = new WeakMap<z.ZodType, Media>();

export function mediaOf(schema: z.ZodType): Media | undefined {
  return media.get(schema);
}

function ofMedia<Schema extends z.ZodType>(schema: Schema, about: Media): Schema {
  media.set(schema, about);
  return schema;
}

/** A moment: a Date here, ISO 8601 in UTC for the caller. */
export const instant = z.date();

export function download(...contentTypes: readonly [string, ...string[]]) {
  return ofMedia(z.instanceof(Download), { contentTypes });
}

export const picture = ofMedia(z.instanceof(Picture), { contentTypes: ['image/jpeg', 'image/png', 'image/webp'] });

/** @param event what each of the server-sent events holds as JSON */
export function eventStream<Event extends z.ZodType>(event: Event) {
  const stream = z
    .custom<EventStream<Given<z.input<Event>>>>((value) => value instanceof EventStream)
    .transform(({ events }) => new EventStream(eachAs(event, events)));
  return ofMedia(stream, { contentTypes: ['text/event-stream'], event });
}

/** A page of a list, see paging.ts. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().meta({ description: '続きは ?after= にこの値を渡す。nullは最後のページ' }),
  });
}

type Plain = string | number | boolean | null | undefined | Date | Download | Picture | EventStream;

/** What a route may hand in for a schema: nothing of it is written to. */
export type Given<Value> = Value extends Plain
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]: Given<Value[Key]> }
    : Value;

/**
 * What leaves, as JSON has it, or a file or stream. Without a schema a route has nothing to say but that it is done.
 * @throws Error where the answer is not what its schema says, naming the places and no value
 */
export function toAnswer(schema: z.ZodType | undefined, name: string, given: unknown): unknown {
  if (schema === undefined) return { ok: true };
  const { success, data, error } = schema.safeParse(given);
  if (!success) throw answerDefect(name, error);
  return isPlain(data) ? toPlain(data) : data;
}

/** Files and streams are made anew for each call. */
export function isPlain(answer: unknown): boolean {
  return !(answer instanceof EventStream || answer instanceof Download || answer instanceof Picture);
}

async function* eachAs(schema: z.ZodType, events: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  for await (const event of events) yield toAnswer(schema, 'an event', event);
}

function toPlain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function answerDefect(name: string, { issues }: z.ZodError): Error {
  const places = issues.map(({ path, code }) => `${path.join('.') || 'itself'} (${code})`);
  return new Error(`the answer of ${name} is not what its schema says: ${places.join(', ')}`);
}
