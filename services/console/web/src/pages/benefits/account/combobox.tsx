import { type ReactNode, useId, useState } from 'react';
import { CONTROL, Field, type FieldProps, useFieldIds } from '../../../components/field.tsx';

export type ComboboxOption = { value: string; label: string; note?: ReactNode };

/**
 * A box to type into, and what was found for it: W3C's combobox with a listbox
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). What is found is the caller's.
 */
export function Combobox({
  label,
  help,
  error,
  required,
  text,
  onText,
  options,
  onChoose,
  emptyText,
  disabled = false,
}: FieldProps & {
  text: string;
  onText: (text: string) => void;
  /** Undefined while they are on their way. */
  options: readonly ComboboxOption[] | undefined;
  onChoose: (option: ComboboxOption) => void;
  emptyText: string;
  disabled?: boolean;
}) {
  const ids = useFieldIds({ help, error, required });
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const shown = isOpen && text.trim() !== '' && options !== undefined;
  const choose = (option: ComboboxOption | undefined) => {
    if (option === undefined) return;
    onChoose(option);
    setOpen(false);
    setActive(-1);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const count = options?.length ?? 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((now) => (count === 0 ? -1 : (now + step + count) % count));
    } else if (event.key === 'Enter' && shown && count > 0) {
      event.preventDefault();
      choose(options[Math.max(0, active)]);
    } else if (event.key === 'Escape') setOpen(false);
  };
  return (
    <Field id={ids.id} label={label} help={help} error={error} required={required}>
      <div className="relative max-w-xl">
        <input
          {...ids}
          type="text"
          role="combobox"
          autoComplete="off"
          aria-expanded={shown}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
          disabled={disabled}
          value={text}
          className={`${CONTROL} h-12`}
          onChange={({ target }) => {
            onText(target.value);
            setOpen(true);
            setActive(-1);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        <div
          id={listId}
          role="listbox"
          aria-label="候補"
          className={
            shown
              ? 'absolute inset-x-0 top-full z-10 mt-1 max-h-80 overflow-y-auto rounded-8 border border-line bg-white py-1 shadow-2'
              : 'hidden'
          }
        >
          {options?.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the keyboard, by aria-activedescendant
            <div
              key={option.value}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={`flex cursor-pointer justify-between gap-4 px-4 py-2.5 ${index === active ? 'bg-blue-100' : 'hover:bg-blue-50'}`}
              // Before the box loses the focus and closes the list.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
            >
              <span>{option.label}</span>
              <span className="text-solid-gray-700">{option.note}</span>
            </div>
          ))}
        </div>
        <p role="status" className={shown && options.length === 0 ? 'mt-1 text-solid-gray-700' : 'sr-only'}>
          {shown && (options.length === 0 ? emptyText : `候補が${options.length}件あります。`)}
        </p>
      </div>
    </Field>
  );
}
