// The part of JSON Schema that settings are written in: what `z.toJSONSchema` makes of a feature's settings.
export type JsonSchema = {
  type?: string | readonly string[];
  title?: string;
  description?: string;
  default?: unknown;
  enum?: readonly (string | number)[];
  const?: unknown;
  /** Words for the choices of `enum`: `.meta({ labels: { off: '聞かない' } })`. */
  labels?: Readonly<Record<string, string>>;
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  items?: JsonSchema;
  anyOf?: readonly JsonSchema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  /** Typed in unseen, and never shown again: `.meta({ secret: true })`. */
  secret?: boolean;
};

/** How a value is asked for. `json` is everything that has no box of its own. */
export type FieldKind = 'text' | 'long-text' | 'number' | 'boolean' | 'choice' | 'object' | 'list' | 'json';

/** Longer texts get several lines. */
const LONG_TEXT = 120;

export function kindOf(schema: JsonSchema): FieldKind {
  const { type, properties, items, maxLength, format } = withoutNull(schema);
  if (withoutNull(schema).enum !== undefined) return 'choice';
  if (type === 'object' && properties !== undefined) return 'object';
  if (type === 'array' && items !== undefined && kindOf(items) !== 'json') return 'list';
  if (type === 'boolean') return 'boolean';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string') {
    return format === undefined && maxLength !== undefined && maxLength > LONG_TEXT ? 'long-text' : 'text';
  }
  return 'json';
}

/** `anyOf [X, null]` and `type [X, null]` are X that may be left out. */
export function withoutNull(schema: JsonSchema): JsonSchema {
  if (Array.isArray(schema.type)) {
    const types: string[] = schema.type.filter((type) => type !== 'null');
    return types.length === 1 ? { ...schema, type: types[0] ?? '' } : schema;
  }
  const [only, ...others] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null');
  if (schema.anyOf === undefined || only === undefined || others.length > 0) return schema;
  const { anyOf: _, ...outer } = schema;
  return { ...only, ...outer };
}

export function isNullable({ anyOf, type }: JsonSchema): boolean {
  return (type?.includes('null') || anyOf?.some((each) => each.type === 'null')) ?? false;
}

export function choicesOf(schema: JsonSchema): {
  options: { value: string; label: string }[];
  help: string | undefined;
} {
  const { enum: values = [], labels = {}, description } = withoutNull(schema);
  const told = readChoices(description ?? '', values.map(String));
  return {
    options: values.map(String).map((value) => ({ value, label: labels[value] ?? told.labels[value] ?? value })),
    help: told.rest === '' ? undefined : told.rest,
  };
}

/** Descriptions that explain each choice, `off：聞かない ／ required：必ず`, are what the choices are called. */
function readChoices(description: string, values: readonly string[]): { labels: Record<string, string>; rest: string } {
  const labels: Record<string, string> = {};
  const rest = description.split(/\s*／\s*/).filter((part) => {
    const value = values.find((candidate) => part.startsWith(`${candidate}：`));
    if (value !== undefined) labels[value] = part.slice(value.length + 1);
    return value === undefined;
  });
  return { labels, rest: rest.join(' ／ ') };
}
