import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { CONTROL, Field, type FieldProps, useFieldIds } from './field.tsx';

/** How many letters are expected: the box is as wide as what goes in. */
export type FieldWidth = 'short' | 'medium' | 'long' | 'full';

export const WIDTHS: Readonly<Record<FieldWidth, string>> = {
  short: 'max-w-40',
  medium: 'max-w-80',
  long: 'max-w-xl',
  full: '',
};

export type TextFieldProps = ComponentProps<'input'> &
  FieldProps & { size?: never; width?: FieldWidth; unit?: ReactNode };

/**
 * One line of text, a number, an address. With react-hook-form: `<TextField label="名前" {...form.field('name')} />`.
 * `unit` stands behind the box: 円, 日, 枚.
 */
export function TextField({ label, help, error, required, width = 'long', unit, className, ...rest }: TextFieldProps) {
  const ids = useFieldIds({ help, error, required }, rest.id);
  return (
    <Field id={ids.id} label={label} help={help} error={error} required={required} className={className}>
      <div className={classNames('flex items-center gap-2', WIDTHS[width])}>
        <input type="text" {...rest} {...ids} className={classNames(CONTROL, 'h-12')} />
        {unit !== undefined && <span className="shrink-0">{unit}</span>}
      </div>
    </Field>
  );
}

export type TextAreaProps = ComponentProps<'textarea'> & FieldProps & { width?: FieldWidth };

/** Several lines; grows with what is written where the browser can. */
export function TextArea({ label, help, error, required, width = 'full', className, ...rest }: TextAreaProps) {
  const ids = useFieldIds({ help, error, required }, rest.id);
  return (
    <Field id={ids.id} label={label} help={help} error={error} required={required} className={className}>
      <textarea
        rows={4}
        {...rest}
        {...ids}
        className={classNames(CONTROL, 'field-sizing-content max-h-96 min-h-28 py-2.5', WIDTHS[width])}
      />
    </Field>
  );
}

/** A day, by the browser's own calendar; the value is `2026-07-03`. */
export function DateField(props: Omit<TextFieldProps, 'type'>) {
  return <TextField width="medium" {...props} type="date" />;
}

export type SelectProps = ComponentProps<'select'> &
  FieldProps & {
    width?: FieldWidth;
    options: readonly { value: string; label: string; disabled?: boolean }[];
    /** The first choice, which is none: 「選んでください」. */
    placeholder?: string;
  };

export function Select({
  label,
  help,
  error,
  required,
  width = 'medium',
  options,
  placeholder,
  className,
  ...rest
}: SelectProps) {
  const ids = useFieldIds({ help, error, required }, rest.id);
  return (
    <Field id={ids.id} label={label} help={help} error={error} required={required} className={className}>
      <select
        {...rest}
        {...ids}
        className={classNames(CONTROL, 'h-12 appearance-none bg-select-mark pr-10', WIDTHS[width])}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
