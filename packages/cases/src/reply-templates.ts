// What staff write again and again, with `{number}` and `{title}` where the case has its own.
import { type Actor, appendAudit } from '@tenohira/audit';
import { containsMyNumber, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { errors } from './errors.ts';

export type ReplyTemplate = {
  templateId: string;
  /** Null: for the cases of every feature. */
  featureKey: string | null;
  title: string;
  body: string;
  updatedAt: Date;
};

export type TemplateInput = { featureKey: string | null; title: string; body: string };

const PLACEHOLDER = /\{([^{}]*)\}/g;
const KNOWN = ['number', 'title'];

/** By title; of one feature and those for all where a feature is named. */
export async function listReplyTemplates(db: TenantDb, featureKey?: string): Promise<ReplyTemplate[]> {
  const rows = await db.prisma.replyTemplate.findMany({
    ...(featureKey === undefined ? {} : { where: { OR: [{ featureKey }, { featureKey: null }] } }),
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, featureKey: key, title, body, updatedAt }) => ({
    ...{ templateId: id, featureKey: key, title, body, updatedAt },
  }));
}

/** The template's words for a case. What is no placeholder stays as it is. */
export function fillTemplate(body: string, values: { number: string; title: string }): string {
  return body.replace(PLACEHOLDER, (whole, name: string) =>
    name === 'number' || name === 'title' ? values[name] : whole,
  );
}

/** @throws AppError CASE_TEXT_EMPTY, CASE_MY_NUMBER, CASE_TEMPLATE_PLACEHOLDER */
export async function addReplyTemplate(
  db: TenantDb,
  input: TemplateInput,
  actor: Actor,
): Promise<{ templateId: string }> {
  assertTemplate(input);
  const id = uuidv7();
  await db.prisma.replyTemplate.create({ data: { id, ...input } });
  await appendAudit(db, [
    { actor, action: 'case.template-added', subject: `reply-template:${id}`, detail: { featureKey: input.featureKey } },
  ]);
  return { templateId: id };
}

/** @throws AppError CASE_TEMPLATE_NOT_FOUND, and those of addReplyTemplate */
export async function changeReplyTemplate(
  db: TenantDb,
  templateId: string,
  input: TemplateInput,
  actor: Actor,
): Promise<void> {
  assertTemplate(input);
  const { count } = await db.prisma.replyTemplate.updateMany({ where: { id: templateId }, data: input });
  if (count === 0) throw errors.TEMPLATE_NOT_FOUND();
  await appendAudit(db, [{ actor, action: 'case.template-changed', subject: `reply-template:${templateId}` }]);
}

/** @throws AppError CASE_TEMPLATE_NOT_FOUND */
export async function removeReplyTemplate(db: TenantDb, templateId: string, actor: Actor): Promise<void> {
  const { count } = await db.prisma.replyTemplate.deleteMany({ where: { id: templateId } });
  if (count === 0) throw errors.TEMPLATE_NOT_FOUND();
  await appendAudit(db, [{ actor, action: 'case.template-removed', subject: `reply-template:${templateId}` }]);
}

function assertTemplate({ title, body }: TemplateInput): void {
  if (title.trim() === '' || body.trim() === '') throw errors.TEXT_EMPTY();
  if (containsMyNumber(`${title}\n${body}`)) throw errors.MY_NUMBER();
  const unknown = [...body.matchAll(PLACEHOLDER)].map(([whole, name = '']) => ({ whole, name }));
  const wrong = unknown.filter(({ name }) => !KNOWN.includes(name)).map(({ whole }) => whole);
  if (wrong.length > 0) {
    throw errors.TEMPLATE_PLACEHOLDER({
      userMessage: `${wrong.join('、')} は、受付の内容に置きかえられません。使えるのは {number}(受付番号)と {title}(件名)です。`,
    });
  }
}
