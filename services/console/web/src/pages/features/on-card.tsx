import { useState } from 'react';
import { useApiMutation } from '../../api/use-api.ts';
import { Badge, Button, LinkButton, TextLink } from '../../components/index.ts';
import { FeatureIcon } from './feature-icon.tsx';
import type { FeatureCard } from './feature-rows.ts';
import { SwitchOffDialog } from './switch-off-dialog.tsx';

/** A feature that residents can use, at its place in their menu. */
export function OnCard({
  card,
  place,
  isLast,
  maySet,
  isMoving,
  onMove,
}: {
  card: FeatureCard;
  place: number;
  isLast: boolean;
  maySet: boolean;
  isMoving: boolean;
  onMove: (by: 1 | -1) => void;
}) {
  const { key, title, summary, audience, department, needsAttention, withdrawal, icon } = card;
  const [isAsking, setAsking] = useState(false);
  const disable = useApiMutation('POST /features/:featureKey/disable', {
    done: `${title}を止めました。`,
    onDone: () => setAsking(false),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-4 rounded-16 border border-line bg-white p-5">
      {maySet && (
        <div className="flex flex-col gap-1">
          <MoveButton name={title} up disabled={place === 1} busy={isMoving} onClick={() => onMove(-1)} />
          <MoveButton name={title} up={false} disabled={isLast} busy={isMoving} onClick={() => onMove(1)} />
        </div>
      )}
      <FeatureIcon svg={icon} />
      <div className="flex min-w-60 flex-1 flex-col gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <h3 className="mr-2 text-std-18B-160">
            <TextLink to={`/features/${key}`}>{title}</TextLink>
          </h3>
          <Badge tone={audience.key === 'staff' ? 'yellow' : 'green'}>{audience.title}</Badge>
          {department !== null && <Badge>{department.name}</Badge>}
          {needsAttention && <Badge tone="red">設定の見直しが必要です</Badge>}
          {withdrawal !== null && <Badge tone="red">運営が停止中</Badge>}
        </div>
        <p className="text-solid-gray-700">{withdrawal?.reason ?? summary}</p>
      </div>
      <div className="flex gap-2">
        <LinkButton size="sm" to={`/features/${key}`}>
          {maySet ? '設定' : '見る'}
          <span className="sr-only">：{title}</span>
        </LinkButton>
        {maySet && (
          <Button size="sm" look="text" onClick={() => setAsking(true)}>
            止める<span className="sr-only">：{title}</span>
          </Button>
        )}
      </div>
      <SwitchOffDialog
        open={isAsking}
        title={title}
        busy={disable.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => disable.mutate({ params: { featureKey: key } })}
      />
    </li>
  );
}

/** `aria-disabled` and not `disabled`: at the end of the list the focus stays where it is. */
function MoveButton({
  name,
  up,
  disabled,
  busy,
  onClick,
}: {
  name: string;
  up: boolean;
  disabled: boolean;
  busy: boolean;
  onClick: () => void;
}) {
  const words = up ? '上へ' : '下へ';
  return (
    <Button
      size="sm"
      icon={up ? 'up' : 'down'}
      aria-disabled={disabled || undefined}
      className={`gap-0! ${disabled ? 'cursor-not-allowed opacity-40' : ''}`}
      onClick={() => !disabled && !busy && onClick()}
    >
      <span className="sr-only">
        {name}を{words}
      </span>
    </Button>
  );
}
