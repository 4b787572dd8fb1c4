import { classNames } from '../../components/class-names.ts';
import type { Area, DesignProblem, Layout } from './design.ts';

/** The picture as it will be; each of its areas is a button that chooses it. */
export function AreaPicture({
  layout: { size, areas: bounds },
  pictureUrl,
  isOld,
  areas,
  chosen,
  problems,
  onChoose,
}: {
  layout: Layout;
  pictureUrl: string | undefined;
  /** Another picture is being drawn. */
  isOld: boolean;
  areas: readonly Area[];
  chosen: number;
  problems: readonly DesignProblem[];
  onChoose: (index: number) => void;
}) {
  const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a picture with places to press, no form
    <div
      role="group"
      aria-label="リッチメニューの絵"
      aria-busy={isOld}
      className="relative w-full overflow-hidden rounded-12 border border-line bg-solid-gray-50"
      style={{ aspectRatio: `${size.width} / ${size.height}` }}
    >
      {pictureUrl !== undefined && (
        <img src={pictureUrl} alt="" className={classNames('absolute inset-0 size-full', isOld && 'opacity-70')} />
      )}
      {bounds.map(({ x, y, width, height }, index) => {
        const hasProblem = problems.some(({ field }) => field.startsWith(`areas.${index}.`));
        return (
          <button
            key={`${x}-${y}`}
            type="button"
            aria-pressed={index === chosen}
            onClick={() => onChoose(index)}
            style={{
              ...{ left: percent(x, size.width), top: percent(y, size.height) },
              ...{ width: percent(width, size.width), height: percent(height, size.height) },
            }}
            className={classNames(
              'absolute rounded-12 border-4 focus-visible:-outline-offset-4',
              index === chosen ? 'border-blue-900' : 'border-transparent hover:border-blue-400',
            )}
          >
            <span className="sr-only">
              {index + 1}番目のボタン：{areas[index]?.label || '空いています'}
              {hasProblem && '（直すところがあります）'}
            </span>
            {hasProblem && (
              <span
                aria-hidden="true"
                className="absolute top-2 right-2 flex size-8 items-center justify-center rounded-full bg-red-900 font-bold text-white"
              >
                !
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}
