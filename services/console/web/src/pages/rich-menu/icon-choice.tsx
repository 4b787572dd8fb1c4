import { useId } from 'react';
import type { Area, Choices } from './design.ts';

/** The picture on a button; without a choice it is the one that goes with what the button does. */
export function IconChoice({
  icons,
  value,
  onChange,
}: {
  icons: Choices['icons'];
  value: Area['icon'];
  onChange: (key: Area['icon']) => void;
}) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-2 text-std-16B-170">絵</legend>
      <div className="flex flex-wrap gap-2">
        <Choice name={name} title="おまかせ" checked={value === null} onChange={() => onChange(null)} />
        {icons.map(({ key, title, svg }) => (
          <Choice
            key={key}
            name={name}
            title={title}
            svg={svg}
            checked={value === key}
            onChange={() => onChange(key)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Choice({
  name,
  title,
  svg,
  checked,
  onChange,
}: {
  name: string;
  title: string;
  svg?: string;
  checked: boolean;
  onChange: () => void;
}) {
  return (
    <label className="flex w-20 cursor-pointer flex-col items-center justify-center gap-1 rounded-8 border-2 border-line bg-white p-2 text-center text-dns-14N-130 hover:bg-blue-50 has-checked:border-blue-900 has-checked:bg-blue-50 has-checked:font-bold has-focus-visible:outline-4 has-focus-visible:outline-offset-2 has-focus-visible:outline-black">
      <input type="radio" name={name} className="sr-only" checked={checked} onChange={onChange} />
      {svg !== undefined && <img src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt="" className="size-9" />}
      {title}
    </label>
  );
}
