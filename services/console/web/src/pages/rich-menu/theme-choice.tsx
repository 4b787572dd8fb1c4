import { useId } from 'react';
import type { Choices, Design } from './design.ts';

/** The colours, each shown as a card on its ground. */
export function ThemeChoice({
  themes,
  value,
  disabled,
  onChange,
}: {
  themes: Choices['themes'];
  value: Design['theme'];
  disabled: boolean;
  onChange: (key: Design['theme']) => void;
}) {
  const name = useId();
  return (
    <fieldset disabled={disabled}>
      <legend className="mb-2 text-std-16B-170">色</legend>
      <div className="flex flex-wrap gap-3">
        {themes.map(({ key, title, background, card, accents }) => (
          <label
            key={key}
            className="flex cursor-pointer items-center gap-3 rounded-12 border-2 border-line p-3 pr-4 hover:bg-blue-50 has-checked:border-blue-900 has-checked:bg-blue-50 has-focus-visible:outline-4 has-focus-visible:outline-offset-2 has-focus-visible:outline-black"
          >
            <input
              type="radio"
              name={name}
              className="size-5 accent-blue-900"
              checked={key === value}
              onChange={() => onChange(key)}
            />
            <svg viewBox="0 0 60 36" aria-hidden="true" className="h-9 w-15">
              <rect width="60" height="36" rx="6" fill={background} />
              <rect x="5" y="5" width="50" height="26" rx="4" fill={card} />
              {accents.slice(0, 3).map((accent, index) => (
                <circle key={accent} cx={16 + index * 14} cy="18" r="5" fill={accent} />
              ))}
            </svg>
            {title}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
