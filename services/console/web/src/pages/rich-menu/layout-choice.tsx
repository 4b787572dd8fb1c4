import { useId } from 'react';
import type { Choices, Design, Layout } from './design.ts';

/** How the picture is divided, each drawn small. */
export function LayoutChoice({
  layouts,
  value,
  disabled,
  onChange,
}: {
  layouts: Choices['layouts'];
  value: Design['layout'];
  disabled: boolean;
  onChange: (key: Design['layout']) => void;
}) {
  const name = useId();
  return (
    <fieldset disabled={disabled}>
      <legend className="mb-2 text-std-16B-170">形</legend>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {layouts.map((layout) => (
          <label
            key={layout.key}
            className="flex cursor-pointer flex-col gap-2 rounded-12 border-2 border-line p-3 hover:bg-blue-50 has-checked:border-blue-900 has-checked:bg-blue-50 has-focus-visible:outline-4 has-focus-visible:outline-offset-2 has-focus-visible:outline-black"
          >
            <span className="flex items-center gap-2 font-bold">
              <input
                type="radio"
                name={name}
                className="size-5 accent-blue-900"
                checked={layout.key === value}
                onChange={() => onChange(layout.key)}
              />
              {layout.title}
            </span>
            <LayoutDrawing layout={layout} />
            <span className="text-dns-14N-130 text-solid-gray-700">{layout.description}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Between two areas of the drawing, in units of the picture. */
const GAP = 60;

function LayoutDrawing({ layout: { size, areas } }: { layout: Layout }) {
  return (
    <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true" className="h-20 w-full">
      {areas.map(({ x, y, width, height }) => (
        <rect
          key={`${x}-${y}`}
          x={x + GAP / 2}
          y={y + GAP / 2}
          width={width - GAP}
          height={height - GAP}
          rx={80}
          className="fill-blue-200"
        />
      ))}
    </svg>
  );
}
