import type { LocalDate } from '@tenohira/core';
import { isLocalDate } from '@tenohira/core';
import { z } from 'zod';
import { errors } from './errors.ts';

/** All that is kept of a card: the pairwise `sub` and the four items (基本4情報). */
export type Person = { sub: string; name: string; address: string; birthdate: LocalDate; gender: string };

const text = z.string().trim().min(1).max(1_000);

export const personSchema: z.ZodType<Person> = z.object({
  sub: z.string().min(1).max(255),
  name: text,
  address: text,
  birthdate: z.string().refine(isLocalDate),
  gender: text,
});

const userInfoSchema = z.object({
  sub: z.string().min(1).max(255),
  name: text,
  // OpenID Connect Core 5.1.1 has an object with `formatted`; デジタル認証アプリ gives the text itself.
  address: z.union([text, z.object({ formatted: text }).transform(({ formatted }) => formatted)]),
  birthdate: z.string().transform(toLocalDate).refine(isLocalDate),
  gender: z.union([text, z.number().int().transform(String)]),
});

/**
 * What the provider says of the person, with all else that it may say dropped.
 * @throws AppError IDENTITY_PERSON_INCOMPLETE naming the items, never what was in them
 */
export function readUserInfo(userInfo: unknown): Person {
  const result = userInfoSchema.safeParse(userInfo);
  if (result.success) return result.data;
  const items = [...new Set(result.error.issues.map(({ path }) => String(path[0] ?? 'answer')))];
  throw errors.PERSON_INCOMPLETE({ details: { items } });
}

/** `YYYYMMDD`, as the card has it, or `YYYY-MM-DD` (OpenID Connect Core 5.1). */
function toLocalDate(birthdate: string): string {
  return birthdate.trim().replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}
