import type { ApiForm } from '../../../api/use-api-form.ts';
import { Badge, Button, FieldError, formatYen, Skeleton, TextLink } from '../../../components/index.ts';
import { type Method, useMethods } from '../use-methods.ts';
import type { ProgramValues } from './program-values.ts';

/** Which ways to receive the money a program offers, and in which order. */
export function MethodPicker({
  form,
  isPractice,
  amountYen,
}: {
  form: ApiForm<ProgramValues>;
  isPractice: boolean;
  amountYen: number;
}) {
  const methods = useMethods();
  const chosen = form.hookForm.watch('methods');
  const set = (keys: string[]) =>
    form.hookForm.setValue('methods', keys, { shouldDirty: true, shouldValidate: form.hookForm.formState.isSubmitted });
  const { error } = form.field('methods', {
    validate: (keys) => (Array.isArray(keys) && keys.length > 0) || '受け取り方を、ひとつ以上選んでください。',
  });
  const offered = [...methods.values()].filter((method) => method.isPractice === isPractice);
  const inOrder = [
    ...chosen.flatMap((key) => offered.find((method) => method.key === key) ?? []),
    ...offered.filter(({ key }) => !chosen.includes(key)),
  ];
  const move = (key: string, by: -1 | 1) => {
    const at = chosen.indexOf(key);
    const keys = chosen.filter((each) => each !== key);
    keys.splice(at + by, 0, key);
    set(keys);
  };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="sr-only">受け取り方</legend>
      {methods.size === 0 && <Skeleton lines={2} />}
      <ol className="flex flex-col gap-3">
        {inOrder.map((method) => {
          const place = chosen.indexOf(method.key);
          return (
            <li
              key={method.key}
              className="flex flex-wrap items-center justify-between gap-3 rounded-12 border border-line px-5 py-3"
            >
              <MethodChoice
                method={method}
                place={place}
                amountYen={amountYen}
                onChange={(isOn) => set(isOn ? [...chosen, method.key] : chosen.filter((each) => each !== method.key))}
              />
              {place >= 0 && chosen.length > 1 && (
                <span className="flex gap-2">
                  <Button size="sm" icon="up" disabled={place === 0} onClick={() => move(method.key, -1)}>
                    前へ<span className="sr-only">：{method.title}</span>
                  </Button>
                  <Button
                    size="sm"
                    icon="down"
                    disabled={place === chosen.length - 1}
                    onClick={() => move(method.key, 1)}
                  >
                    後へ<span className="sr-only">：{method.title}</span>
                  </Button>
                </span>
              )}
            </li>
          );
        })}
      </ol>
      <FieldError id="methods" error={error} />
    </fieldset>
  );
}

function MethodChoice({
  method: { key, title, summary, amount, setUp, isPractice },
  place,
  amountYen,
  onChange,
}: {
  method: Method;
  place: number;
  amountYen: number;
  onChange: (isOn: boolean) => void;
}) {
  const id = `method-${key}`;
  const { minYen, maxYen, stepYen } = amount;
  const cannotPay = amountYen > 0 && (amountYen < minYen || amountYen > maxYen || amountYen % stepYen !== 0);
  return (
    <div className="flex min-w-0 items-start gap-3">
      <input
        id={id}
        type="checkbox"
        checked={place >= 0}
        aria-describedby={`${id}-help`}
        className="mt-1.5 size-5 shrink-0 accent-blue-900"
        onChange={({ target }) => onChange(target.checked)}
      />
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="flex flex-wrap items-center gap-2">
          <span className="font-bold">{title}</span>
          {place >= 0 && <Badge tone="blue">{place + 1}番め</Badge>}
          {setUp === null && !isPractice && <Badge tone="yellow">未設定</Badge>}
        </label>
        <div id={`${id}-help`} className="text-dns-14N-130 text-solid-gray-700">
          {summary}
          {setUp === null && !isPractice && (
            <span className="block">
              契約の内容がまだ登録されていません。
              <TextLink to={`/settings/payout-methods/${key}`}>受け取り方の設定</TextLink>
            </span>
          )}
          {cannotPay && (
            <span className="block font-bold text-red-1000">
              この金額は払えません（{formatYen(minYen)}から{formatYen(maxYen)}まで、{formatYen(stepYen)}きざみ）。
            </span>
          )}
        </div>
      </div>
    </div>
  );
}
