// What the API takes and gives, inferred from the server's route declarations. Types only: nothing here becomes code.
import type { routes } from '../../../src/app.ts';

type Declared = (typeof routes)[number];

type TypesOf<Route> = Route extends { types?: infer Types } ? NonNullable<Types> : never;

/** Every route of the console's API by `METHOD /path`. */
export type Api = {
  [Route in Declared as `${Route['method']} ${Route['url']}`]: TypesOf<Route>;
};

export type RouteKey = keyof Api & string;

/** The paths that answer to GET. */
export type ReadPath = RouteKey extends infer Key ? (Key extends `GET ${infer Path}` ? Path : never) : never;

/** What JSON leaves as it is. */
type Plain = string | number | boolean | null | undefined | readonly Plain[] | { readonly [key: string]: Plain };

/** What JSON makes of a value on its way from the server. */
export type Json<Value> = Value extends Plain
  ? Value
  : Value extends Date
    ? string
    : Value extends (...input: never[]) => unknown
      ? never
      : Value extends object
        ? { [Key in keyof Value]: Json<Value[Key]> }
        : Value;

/** Files come as Blob, server-sent events as a stream of them, nothing as `{ ok: true }`. */
type Received<Answer> = Answer extends { fileName: string; contentType: string; bytes: Uint8Array }
  ? Download
  : Answer extends { events: AsyncIterable<infer Event> }
    ? AsyncIterable<Json<Event>>
    : Answer extends void
      ? { ok: true }
      : Json<Answer>;

/** A file that the API made. */
export type Download = { fileName: string; blob: Blob };

export type AnswerOf<Key extends RouteKey> = Received<Api[Key] extends { answer: infer Answer } ? Answer : never>;

/** Query values that zod coerces accept anything; an address holds texts, numbers and yes or no. */
type QueryOf<Query> = {
  [Key in keyof Query]: unknown extends Query[Key] ? string | number | boolean | undefined : Query[Key];
};

/** A file is sent as it is: a CSV, or any bytes. */
type BodyOf<Body> = Body extends Uint8Array ? Blob : Body;

/** A part of the input: absent where the route has none, optional where all of it is. */
type Part<Name extends string, Value> = unknown extends Value
  ? unknown
  : Record<never, never> extends Value
    ? { [Key in Name]?: Value | undefined }
    : { [Key in Name]: Value };

export type InputOf<Key extends RouteKey> = Api[Key] extends {
  params: infer Params;
  query: infer Query;
  body: infer Body;
}
  ? Part<'params', Params> &
      (unknown extends Query ? unknown : Part<'query', QueryOf<Query>>) &
      (unknown extends Body ? unknown : Part<'body', BodyOf<Body>>)
  : never;

/** Nothing has to be passed where nothing has to be said. */
export type InputArguments<Key extends RouteKey> =
  Record<never, never> extends InputOf<Key> ? [input?: InputOf<Key>] : [input: InputOf<Key>];

/** One item of a route that answers page by page, see the server's paging.ts. */
export type PagedPath = ReadPath extends infer Path
  ? Path extends ReadPath
    ? AnswerOf<`GET ${Path}`> extends { items: unknown[]; next: string | null }
      ? Path
      : never
    : never
  : never;

export type ItemOf<Path extends PagedPath> =
  AnswerOf<`GET ${Path}`> extends { items: (infer Item)[]; next: string | null } ? Item : never;
