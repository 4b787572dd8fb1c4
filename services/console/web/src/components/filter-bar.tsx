import { useEffect, useState } from 'react';
import { useNavigation } from 'react-router';
import { Button } from './button.tsx';
import { Select, TextField } from './text-field.tsx';
import type { Filters } from './url-filters.ts';

export type FilterField<Key extends string> =
  | { kind: 'search'; key: Key; label: string; placeholder?: string }
  | { kind: 'select'; key: Key; label: string; options: readonly { value: string; label: string }[] }
  | { kind: 'date'; key: Key; label: string };

/** After the last letter, before the list is read anew, in milliseconds. */
const TYPING_PAUSE_MS = 400;

/** Narrows a list; with `useUrlFilters`. What is chosen works at once. */
export function FilterBar<Key extends string>({
  filters,
  fields,
}: {
  filters: Filters<Key>;
  fields: readonly FilterField<Key>[];
}) {
  return (
    <search className="flex flex-wrap items-end gap-4 rounded-12 border border-line bg-white p-4">
      {fields.map((field) => (
        <FilterControl
          key={field.key}
          field={field}
          value={filters.values[field.key]}
          onChange={(value) => filters.set({ [field.key]: value } as Partial<Record<Key, string>>)} // one of the keys
        />
      ))}
      {!filters.isEmpty && (
        <Button look="text" onClick={filters.clear}>
          条件を消す
        </Button>
      )}
    </search>
  );
}

function FilterControl<Key extends string>({
  field,
  value,
  onChange,
}: {
  field: FilterField<Key>;
  value: string;
  onChange: (value: string) => void;
}) {
  switch (field.kind) {
    case 'select':
      return (
        <Select
          className="w-56"
          width="full"
          label={field.label}
          placeholder="すべて"
          options={field.options}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'date':
      return (
        <TextField
          className="w-44"
          width="full"
          type="date"
          label={field.label}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'search':
      return <SearchField label={field.label} placeholder={field.placeholder} value={value} onChange={onChange} />;
  }
}

function SearchField({
  label,
  placeholder,
  value,
  onChange,
}: {
  label: string;
  placeholder: string | undefined;
  value: string;
  onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  // A new address for this page would take the place of the one that is being opened.
  const isLeaving = useNavigation().state !== 'idle';
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value || isLeaving) return;
    const timer = setTimeout(() => onChange(typed.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, isLeaving, onChange]);
  return (
    <TextField
      className="min-w-64 flex-1"
      width="full"
      type="search"
      label={label}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
