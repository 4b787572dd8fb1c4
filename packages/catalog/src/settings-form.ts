import { z } from 'zod';

/** Everything that a form for these settings is drawn from: JSON Schema with titles, helps, defaults, and labels of choices. */
export type SettingsForm = z.core.JSONSchema.BaseSchema;

/** @example settingsForm(feature.settings).properties.closedDays → { type, enum, labels, title, description, default } */
export function settingsForm(schema: z.ZodType): SettingsForm {
  const { $schema: _dialect, ...form } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  });
  return form;
}
