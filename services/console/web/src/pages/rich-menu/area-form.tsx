import { Select, TextField } from '../../components/index.ts';
import { type Area, type Choices, type DesignProblem, lookFor, type Target } from './design.ts';
import { IconChoice } from './icon-choice.tsx';

const KINDS: readonly { value: Target['kind']; label: string }[] = [
  { value: 'feature', label: '機能を始める' },
  { value: 'menu', label: 'できることの一覧を出す' },
  { value: 'url', label: 'ホームページを開く' },
  { value: 'phone', label: '電話をかける' },
];

/** What one area says and does. */
export function AreaForm({
  place,
  area,
  choices,
  disabled,
  problems,
  onChange,
}: {
  /** From 0. */
  place: number;
  area: Area;
  choices: Choices;
  disabled: boolean;
  problems: readonly DesignProblem[];
  onChange: (part: Partial<Area>) => void;
}) {
  const { target, label, note, icon } = area;
  const problemOf = (field: string) => problems.find((each) => each.field === `areas.${place}.${field}`)?.message;
  // The words follow the target for as long as nobody has written others.
  const hasOwnWords = label !== '' && (target === null || lookFor(target, choices).label !== label);
  const aimAt = (next: Target | null) =>
    onChange(next === null || hasOwnWords ? { target: next } : { target: next, ...lookFor(next, choices) });
  return (
    <fieldset disabled={disabled} className="flex flex-col gap-5 rounded-12 bg-solid-gray-50/60 p-5">
      <legend className="sr-only">{place + 1}番目のボタン</legend>
      <p aria-hidden="true" className="text-std-18B-160">
        {place + 1}番目のボタン
      </p>
      <Select
        label="押したときの動き"
        options={KINDS}
        placeholder="選んでください"
        value={target?.kind ?? ''}
        error={problemOf('target')}
        onChange={(event) => aimAt(startOf(event.target.value, choices))}
      />
      <TargetFields target={target} choices={choices} problemOf={problemOf} onChange={aimAt} />
      <TextField
        label="ラベル"
        width="medium"
        help={`${choices.limits.labelGraphemes}文字までです。`}
        value={label}
        error={problemOf('label')}
        onChange={(event) => onChange({ label: event.target.value })}
      />
      <TextField
        label="説明(なくてもよい)"
        width="medium"
        help={`ラベルの下の小さな文字です。${choices.limits.noteGraphemes}文字までです。`}
        value={note}
        error={problemOf('note')}
        onChange={(event) => onChange({ note: event.target.value })}
      />
      <IconChoice icons={choices.icons} value={icon} onChange={(key) => onChange({ icon: key })} />
    </fieldset>
  );
}

function startOf(kind: string, { features }: Choices): Target | null {
  switch (kind) {
    case 'feature':
      return { kind, featureKey: features[0]?.featureKey ?? 'none' };
    case 'menu':
      return { kind };
    case 'url':
      return { kind, url: 'https://' };
    case 'phone':
      return { kind, number: '' };
    default:
      return null;
  }
}

function TargetFields({
  target,
  choices: { features },
  problemOf,
  onChange,
}: {
  target: Target | null;
  choices: Choices;
  problemOf: (field: string) => string | undefined;
  onChange: (target: Target) => void;
}) {
  switch (target?.kind) {
    case 'feature': {
      const isThere = features.some(({ featureKey }) => featureKey === target.featureKey);
      const gone = isThere ? [] : [{ value: target.featureKey, label: '(使えなくなった機能)' }];
      return (
        <Select
          label="機能"
          help="使えるようにした機能から選びます。"
          options={[...features.map(({ featureKey, title }) => ({ value: featureKey, label: title })), ...gone]}
          value={target.featureKey}
          error={problemOf('target.featureKey')}
          onChange={(event) => onChange({ kind: 'feature', featureKey: event.target.value })}
        />
      );
    }
    case 'url':
      return (
        <TextField
          label="アドレス"
          type="url"
          help="例: https://www.city.example.lg.jp/"
          value={target.url}
          error={problemOf('target.url')}
          onChange={(event) => onChange({ kind: 'url', url: event.target.value })}
        />
      );
    case 'phone':
      return (
        <TextField
          label="電話番号"
          type="tel"
          width="medium"
          help="例: 00-0000-0000"
          value={target.number}
          error={problemOf('target.number')}
          onChange={(event) => onChange({ kind: 'phone', number: event.target.value })}
        />
      );
    default:
      return null;
  }
}
