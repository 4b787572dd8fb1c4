import { type FieldValues, type UseFormReturn, useFieldArray } from 'react-hook-form';
import { fieldsOf } from '../../api/use-api-form.ts';
import { Button } from '../button.tsx';
import { Checkbox, RadioGroup } from '../choice.tsx';
import { DateField, Select, TextArea, TextField } from '../text-field.tsx';
import { rulesOf } from './field-rules.ts';
import { isScalar, newItem } from './form-values.ts';
import { choicesOf, type JsonSchema, kindOf, withoutNull } from './json-schema.ts';

export type SchemaFieldProps = {
  form: UseFormReturn<FieldValues>;
  /** Where the value is in the form: `settings.neighbours.0.name`. */
  name: string;
  schema: JsonSchema;
  /** Where the schema has no title. */
  fallbackTitle: string;
  isRequired: boolean;
};

/** More choices than this go into a list to open. */
const RADIOS = 5;

const INPUT_TYPES: Readonly<Record<string, string>> = { email: 'email', uri: 'url', time: 'time' };

export function SchemaField({ form, name, schema, fallbackTitle, isRequired }: SchemaFieldProps) {
  const { title = fallbackTitle, description, format, maxLength, secret = false } = withoutNull(schema);
  const kind = kindOf(schema);
  if (kind === 'object') return <ObjectFields form={form} name={name} schema={schema} title={title} />;
  if (kind === 'list') return <ListFields form={form} name={name} schema={schema} title={title} />;

  const field = fieldsOf(form)(name, rulesOf(schema, isRequired));
  const words = { label: title, ...(description === undefined ? {} : { help: description }) };
  switch (kind) {
    case 'boolean':
      return <Checkbox {...words} {...field} />;
    case 'choice': {
      const { options, help } = choicesOf(schema);
      const choice = { label: title, options, ...(help === undefined ? {} : { help }), ...field };
      return options.length <= RADIOS ? (
        <RadioGroup {...choice} />
      ) : (
        <Select {...choice} placeholder="選んでください" />
      );
    }
    case 'number':
      return <TextField {...words} {...field} inputMode="numeric" width="short" />;
    case 'long-text':
      if (secret) return <TextField {...words} {...field} type="password" autoComplete="new-password" width="full" />;
      return <TextArea {...words} {...field} />;
    case 'json':
      return <TextArea {...words} {...field} spellCheck={false} className="font-mono" />;
    case 'text':
      // Not a password of whoever sits there: browsers shall neither fill it in nor offer to keep it.
      if (secret) return <TextField {...words} {...field} type="password" autoComplete="new-password" />;
      if (format === 'date') return <DateField {...words} {...field} />;
      return (
        <TextField
          {...words}
          {...field}
          type={INPUT_TYPES[format ?? ''] ?? 'text'}
          width={maxLength !== undefined && maxLength <= 20 ? 'medium' : 'long'}
        />
      );
  }
}

type GroupProps = Omit<SchemaFieldProps, 'fallbackTitle' | 'isRequired'> & { title: string };

function ObjectFields({ form, name, schema, title }: GroupProps) {
  return (
    <fieldset className="flex flex-col gap-5 rounded-12 border border-line p-5">
      <legend className="px-2 text-std-16B-170">{title}</legend>
      {schema.description !== undefined && <p className="text-solid-gray-700">{schema.description}</p>}
      <Properties form={form} name={name} schema={schema} />
    </fieldset>
  );
}

/** The fields of an object, without a box around them. */
export function Properties({ form, name, schema }: Omit<GroupProps, 'title'>) {
  const { properties = {}, required = [] } = withoutNull(schema);
  return Object.entries(properties).map(([key, property]) => (
    <SchemaField
      key={key}
      form={form}
      name={`${name}.${key}`}
      schema={property}
      fallbackTitle={key}
      isRequired={required.includes(key) || property.default !== undefined}
    />
  ));
}

/** As many as are wanted: added at the end, taken away one by one. */
function ListFields({ form, name, schema, title }: GroupProps) {
  const list = useFieldArray({ control: form.control, name });
  const { items = {}, maxItems, minItems = 0, description } = withoutNull(schema);
  return (
    <fieldset className="flex flex-col gap-4 rounded-12 border border-line p-5">
      <legend className="px-2 text-std-16B-170">{title}</legend>
      {description !== undefined && <p className="text-solid-gray-700">{description}</p>}
      {list.fields.length === 0 && <p className="text-solid-gray-700">まだありません。</p>}
      {list.fields.map((item, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand beside a button
        <div
          key={item.id}
          role="group"
          aria-label={`${title} ${index + 1}`}
          className="flex flex-col gap-4 rounded-12 bg-solid-gray-50/60 p-4"
        >
          <div className="flex items-center justify-between gap-3">
            <p className="font-bold">
              {title} {index + 1}
            </p>
            <Button
              look="text"
              size="sm"
              icon="trash"
              disabled={list.fields.length <= minItems}
              onClick={() => list.remove(index)}
            >
              消す<span className="sr-only">：{`${title} ${index + 1}`}</span>
            </Button>
          </div>
          {isScalar(items) ? (
            <SchemaField form={form} name={`${name}.${index}.value`} schema={items} fallbackTitle={title} isRequired />
          ) : (
            <Properties form={form} name={`${name}.${index}`} schema={items} />
          )}
        </div>
      ))}
      <div>
        <Button
          icon="plus"
          disabled={maxItems !== undefined && list.fields.length >= maxItems}
          onClick={() => list.append(newItem(items))}
        >
          {title}を追加する
        </Button>
      </div>
    </fieldset>
  );
}
