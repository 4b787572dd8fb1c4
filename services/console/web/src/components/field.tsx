import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';

export type FieldProps = {
  label: ReactNode;
  /** One sentence below the label: what to write, where to find it. */
  help?: ReactNode;
  /** What is wrong, and how to put it right. */
  error?: string | undefined;
  /** Marks it 必須; it is checked by the form's rules and by the server. */
  required?: boolean | undefined;
};

export type FieldIds = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  'aria-required': true | undefined;
};

/** Ids that tie a control to its words. */
export function useFieldIds({ help, error, required }: Omit<FieldProps, 'label'>, given?: string): FieldIds {
  const made = useId();
  const id = given ?? made;
  const describedBy = [help !== undefined && `${id}-help`, error !== undefined && `${id}-error`].filter(Boolean);
  return {
    id,
    'aria-describedby': describedBy.length === 0 ? undefined : describedBy.join(' '),
    'aria-invalid': error === undefined ? undefined : true,
    'aria-required': required ? true : undefined,
  };
}

/** Label, help and error around one control. */
export function Field({
  id,
  label,
  help,
  error,
  required,
  className,
  children,
}: FieldProps & { id: string; className?: string | undefined; children: ReactNode }) {
  return (
    <div className={classNames('flex flex-col gap-2', className)}>
      <label htmlFor={id} className="text-std-16B-170">
        {label}
        {required && <RequiredMark />}
      </label>
      <FieldWords id={id} help={help} />
      {children}
      <FieldError id={id} error={error} />
    </div>
  );
}

export function RequiredMark() {
  return <span className="ml-2 text-dns-14N-130 text-red-1000">※必須</span>;
}

export function FieldWords({ id, help }: { id: string; help: ReactNode }) {
  if (help === undefined) return null;
  return (
    <p id={`${id}-help`} className="text-solid-gray-700">
      {help}
    </p>
  );
}

export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  if (error === undefined) return null;
  return (
    <p id={`${id}-error`} className="flex items-start gap-1 text-red-1000">
      <Icon name="error" className="mt-1 size-5" />
      <span>{error}</span>
    </p>
  );
}

/** How every box to write into looks. */
export const CONTROL = `w-full rounded-8 border border-solid-gray-600 bg-white px-4 text-std-16N-170 text-solid-gray-900
  placeholder:text-solid-gray-536 hover:border-black aria-invalid:border-2 aria-invalid:border-red-900
  read-only:not-[select]:bg-solid-gray-50 disabled:border-solid-gray-300 disabled:bg-solid-gray-50 disabled:text-solid-gray-536`;
