import type { AnyPayoutMethod } from '@tenohira/feature-kit';
import { z } from 'zod';

type FieldSchema = { secret?: unknown; properties?: Record<string, FieldSchema>; oneOf?: FieldSchema[] };

/** Names of the settings with `.meta({ secret: true })`; of a method with variants, those of all of them. */
export function secretFieldsOf({ settings }: Pick<AnyPayoutMethod, 'settings'>): ReadonlySet<string> {
  const schema = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }) as FieldSchema; // the part that is read here
  const objects = schema.oneOf ?? [schema];
  return new Set(
    objects.flatMap(({ properties = {} }) =>
      Object.entries(properties).flatMap(([name, { secret }]) => (secret === true ? name : [])),
    ),
  );
}
