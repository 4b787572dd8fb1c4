import type { RegisteredField } from '../api/use-api-form.ts';
import { TextField } from '../components/index.ts';

export function NewPasswordField({ field }: { field: RegisteredField }) {
  return (
    <TextField
      label="新しいパスワード"
      help="12文字以上にしてください。長いほど安全です。ことばをいくつかつなげると、覚えやすくなります。"
      type="password"
      autoComplete="new-password"
      width="full"
      {...field}
    />
  );
}
