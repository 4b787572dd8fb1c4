import type { RegisteredField } from '../api/use-api-form.ts';
import { TextField } from '../components/index.ts';

/** The six digits that an authenticator app shows. */
export function CodeField({ field, help }: { field: RegisteredField; help?: string }) {
  return (
    <TextField
      label="確認コード"
      width="medium"
      inputMode="numeric"
      autoComplete="one-time-code"
      {...(help === undefined ? {} : { help })}
      {...field}
    />
  );
}

export const CODE_RULES = { required: '確認コードを入力してください。' };
