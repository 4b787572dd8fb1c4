// A method's settings as forms: one where it has one kind of contract, several where it has one of several.
import type { JsonSchema } from '../../components/index.ts';
import type { Method } from '../benefits/use-methods.ts';

export type Variant = {
  /** Of the field that says which it is; absent where there is only one. */
  choice?: { field: string; value: string; label: string };
  /** What is asked for, without that field. */
  schema: JsonSchema;
};

type MethodSchema = JsonSchema & {
  oneOf?: readonly JsonSchema[];
  properties?: Readonly<Record<string, JsonSchema & { secret?: boolean }>>;
};

export function variantsOf({ settings, setUp }: { settings: object; setUp: Method['setUp'] }): Variant[] {
  const schema = settings as MethodSchema; // the part of JSON Schema that zod writes
  const hidden = new Set(setUp?.hidden);
  if (schema.oneOf === undefined) return [{ schema: withoutKnownSecrets(schema, hidden) }];
  return schema.oneOf.map((each) => {
    const { properties = {}, required = [] } = each;
    const [field = '', { const: value = '', description = '' } = {}] =
      Object.entries(properties).find(([, property]) => property.const !== undefined) ?? [];
    const { [field]: _, ...asked } = properties;
    const isSet = setUp?.values[field] === value;
    return {
      choice: { field, value: String(value), label: description.replace(`${value}：`, '') || String(value) },
      schema: withoutKnownSecrets(
        { ...each, properties: asked, required: required.filter((name) => name !== field) },
        isSet ? hidden : new Set(),
      ),
    };
  });
}

/** A secret that is there need not be typed in again: left empty it stays. */
function withoutKnownSecrets(schema: MethodSchema, hidden: ReadonlySet<string>): JsonSchema {
  const { properties = {}, required = [] } = schema;
  return {
    ...schema,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [
        name,
        hidden.has(name)
          ? { ...property, minLength: 1, description: '設定済みです。変えるときだけ入力します。表示はされません。' }
          : property,
      ]),
    ),
    required: required.filter((name) => !hidden.has(name)),
  };
}
