import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import { FieldError, type FieldProps, FieldWords, RequiredMark, useFieldIds } from './field.tsx';

const BOX = `size-5 shrink-0 appearance-none border-2 border-solid-gray-600 bg-white bg-center bg-no-repeat hover:border-black
  checked:border-blue-900 disabled:border-solid-gray-300 disabled:bg-solid-gray-50 aria-invalid:border-red-900
  forced-colors:appearance-auto`;

export type CheckboxProps = Omit<ComponentProps<'input'>, 'type'> & FieldProps;

/** Yes or no. */
export function Checkbox({ label, help, error, required, className, ...rest }: CheckboxProps) {
  const ids = useFieldIds({ help, error, required }, rest.id);
  return (
    <div className={classNames('flex flex-col gap-1', className)}>
      <label htmlFor={ids.id} className="flex w-fit items-start gap-3 py-2 leading-150">
        <input
          type="checkbox"
          {...rest}
          {...ids}
          className={classNames(BOX, 'mt-0.5 rounded-4 checked:bg-blue-900 checked:bg-check-mark')}
        />
        <span>
          {label}
          {required && <RequiredMark />}
        </span>
      </label>
      {help !== undefined && (
        <div className="pl-8">
          <FieldWords id={ids.id} help={help} />
        </div>
      )}
      <FieldError id={ids.id} error={error} />
    </div>
  );
}

export type RadioOption = { value: string; label: ReactNode; help?: ReactNode; disabled?: boolean };

export type RadioGroupProps = Omit<ComponentProps<'input'>, 'type' | 'value' | 'defaultValue'> &
  FieldProps & {
    options: readonly RadioOption[];
    /** Controlled: the chosen value. With react-hook-form it is left out. */
    value?: string | undefined;
    defaultValue?: string | undefined;
    inline?: boolean;
  };

/** One of a few. */
export function RadioGroup({
  label,
  help,
  error,
  required,
  options,
  value,
  defaultValue,
  inline = false,
  className,
  name,
  ...rest
}: RadioGroupProps) {
  const id = useId();
  const group = name ?? id;
  return (
    <fieldset
      className={classNames('flex flex-col gap-1', className)}
      aria-describedby={help === undefined && error === undefined ? undefined : `${id}-help ${id}-error`}
    >
      <legend className="mb-1 text-std-16B-170">
        {label}
        {required && <RequiredMark />}
      </legend>
      <FieldWords id={id} help={help} />
      <div className={inline ? 'flex flex-wrap gap-x-8' : 'flex flex-col'}>
        {options.map((option) => (
          <label key={option.value} className="flex w-fit items-start gap-3 py-2 leading-150">
            <input
              {...rest}
              type="radio"
              name={group}
              value={option.value}
              disabled={option.disabled ?? rest.disabled}
              {...(value === undefined ? {} : { checked: value === option.value })}
              {...(defaultValue === undefined ? {} : { defaultChecked: defaultValue === option.value })}
              className={classNames(BOX, 'mt-0.5 rounded-full checked:bg-radio-mark')}
            />
            <span>
              {option.label}
              {option.help !== undefined && (
                <span className="block text-dns-14N-130 text-solid-gray-700">{option.help}</span>
              )}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  );
}
