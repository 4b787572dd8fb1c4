// Between what settings are and what a form holds: boxes hold texts, and lists hold objects.
import { isNullable, type JsonSchema, kindOf, withoutNull } from './json-schema.ts';

/** What a form begins with; where there is no value, the schema's default. */
export function toFormValue(schema: JsonSchema, value: unknown): unknown {
  const given = value ?? schema.default;
  switch (kindOf(schema)) {
    case 'object': {
      const { properties = {} } = withoutNull(schema);
      const values = isRecord(given) ? given : {};
      return Object.fromEntries(
        Object.entries(properties).map(([key, property]) => [key, toFormValue(property, values[key])]),
      );
    }
    case 'list': {
      const items = withoutNull(schema).items ?? {};
      const values = Array.isArray(given) ? given : [];
      return values.map((item) => (isScalar(items) ? { value: toFormValue(items, item) } : toFormValue(items, item)));
    }
    case 'boolean':
      return given === true;
    case 'json':
      return given === undefined || given === null
        ? ''
        : typeof given === 'string'
          ? given
          : JSON.stringify(given, null, 2);
    default:
      return given === undefined || given === null ? '' : String(given);
  }
}

/** What a form holds as settings again. An empty box is a value that is left out, or null where the schema says so. */
export function fromFormValue(schema: JsonSchema, value: unknown): unknown {
  switch (kindOf(schema)) {
    case 'object': {
      const values = isRecord(value) ? value : {};
      const entries = Object.entries(withoutNull(schema).properties ?? {}).map(([key, property]) => [
        key,
        fromFormValue(property, values[key]),
      ]);
      return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
    }
    case 'list': {
      const items = withoutNull(schema).items ?? {};
      const values = Array.isArray(value) ? value : [];
      return values.map((item) => fromFormValue(items, isScalar(items) && isRecord(item) ? item.value : item));
    }
    case 'boolean':
      return value === true;
    case 'number':
      return isBlank(value) ? nothing(schema) : Number(value);
    case 'choice': {
      if (isBlank(value)) return nothing(schema);
      return withoutNull(schema).enum?.find((choice) => String(choice) === value) ?? value;
    }
    case 'json':
      return isBlank(value) ? nothing(schema) : parseOrText(String(value));
    default:
      return isBlank(value) && (isNullable(schema) || schema.default === undefined) ? nothing(schema, '') : value;
  }
}

/** A new entry of a list. */
export function newItem(items: JsonSchema): Record<string, unknown> {
  const value = toFormValue(items, undefined);
  return isRecord(value) && !isScalar(items) ? value : { value };
}

export function isScalar(items: JsonSchema): boolean {
  return kindOf(items) !== 'object';
}

/** `fallback` where nothing is as good a value as any: an empty text. */
function nothing(schema: JsonSchema, fallback?: string): null | undefined | string {
  if (isNullable(schema)) return null;
  const { minLength = 0, format, pattern } = schema;
  return minLength === 0 && format === undefined && pattern === undefined ? fallback : undefined;
}

function parseOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || String(value).trim() === '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
