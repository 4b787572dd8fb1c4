// What a schema demands, in words, before the server says it.
import type { RegisterOptions } from 'react-hook-form';
import { type JsonSchema, kindOf, withoutNull } from './json-schema.ts';

export function rulesOf(schema: JsonSchema, isRequired: boolean): RegisterOptions {
  const { minLength = 0, maxLength, minimum, maximum, pattern, type } = withoutNull(schema);
  switch (kindOf(schema)) {
    case 'number':
      return {
        ...(isRequired ? { required: '数字を入力してください。' } : {}),
        validate: (text: unknown) => {
          if (text === '' || text === undefined) return true;
          const value = Number(text);
          if (Number.isNaN(value)) return '数字で入力してください。';
          if (type === 'integer' && !Number.isInteger(value)) return '小数点のない数字で入力してください。';
          if (minimum !== undefined && value < minimum) return `${minimum}以上の数字を入力してください。`;
          if (maximum !== undefined && value > maximum) return `${maximum}以下の数字を入力してください。`;
          return true;
        },
      };
    case 'text':
    case 'long-text':
      return {
        ...(minLength > 0 && isRequired ? { required: '入力してください。' } : {}),
        ...(maxLength === undefined
          ? {}
          : { maxLength: { value: maxLength, message: `${maxLength}文字までで入力してください。` } }),
        ...(pattern === undefined
          ? {}
          : {
              pattern: { value: new RegExp(pattern, 'u'), message: '形が違います。説明の例のように入力してください。' },
            }),
      };
    case 'choice':
      return isRequired ? { required: '選んでください。' } : {};
    default:
      return {};
  }
}
