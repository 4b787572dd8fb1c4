import { TextField, type TextFieldProps } from '../components/index.ts';

/** The six digits that an authenticator app shows. */
export function CodeField({ label = '確認コード', ...field }: Partial<TextFieldProps>) {
  return <TextField {...field} label={label} width="medium" inputMode="numeric" autoComplete="one-time-code" />;
}

export const CODE_RULES = { required: '確認コードを入力してください。' };
