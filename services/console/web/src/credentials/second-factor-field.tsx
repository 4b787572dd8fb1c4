import { useState } from 'react';
import { Button, TextField, type TextFieldProps } from '../components/index.ts';
import { CodeField } from './code-field.tsx';

/** The code of the app, or a recovery code, which has letters: a phone's keypad of digits could not type it. */
export function SecondFactorField(field: Partial<TextFieldProps>) {
  const [chosen, setChosen] = useState<'app' | 'recovery'>();
  // Whoever has just chosen goes on typing.
  const given = { ...field, autoFocus: chosen !== undefined };
  return (
    <div className="flex flex-col gap-2">
      {chosen === 'recovery' ? (
        <TextField
          key="recovery"
          {...given}
          label="回復コード"
          help="控えてある回復コードを、ひとつ入力します。使ったものは、次からは使えません。"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      ) : (
        <CodeField key="app" {...given} label="認証アプリの確認コード" />
      )}
      <div>
        <Button look="text" onClick={() => setChosen(chosen === 'recovery' ? 'app' : 'recovery')}>
          {chosen === 'recovery' ? '認証アプリの確認コードを使う' : '回復コードを使う'}
        </Button>
      </div>
    </div>
  );
}

export const SECOND_FACTOR_RULES = { required: '確認コードか、回復コードを入力してください。' };
