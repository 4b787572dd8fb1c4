import { useState } from 'react';
import { RadioGroup, SchemaForm } from '../../components/index.ts';
import type { Method } from '../benefits/use-methods.ts';
import { variantsOf } from './variants.ts';

/** The contract with a bank or an issuer. What is secret is never shown, and stays as it is where nothing is typed. */
export function MethodSettings({ method }: { method: Method }) {
  const variants = variantsOf(method);
  const values = method.setUp?.values ?? {};
  const known = variants.find(({ choice }) => choice !== undefined && values[choice.field] === choice.value);
  const [chosen, setChosen] = useState((known ?? variants[0])?.choice?.value);
  const variant = variants.find(({ choice }) => choice?.value === chosen) ?? variants[0];
  if (variant === undefined) return null;
  const { choice, schema } = variant;
  const isAsSet = choice === undefined || values[choice.field] === choice.value;
  return (
    <div className="flex flex-col gap-6">
      {choice !== undefined && (
        <RadioGroup
          label="発行会社"
          value={choice.value}
          options={variants.flatMap((each) => each.choice ?? [])}
          onChange={({ target }) => setChosen(target.value)}
        />
      )}
      <SchemaForm
        key={choice?.value ?? ''}
        schema={schema}
        value={isAsSet ? values : {}}
        route="PUT /payout-methods/:method/settings"
        input={(settings) => ({
          params: { method: method.key },
          body: { ...settings, ...(choice === undefined ? {} : { [choice.field]: choice.value }) },
        })}
        submit="設定を保存する"
        done="設定しました。"
      />
    </div>
  );
}
