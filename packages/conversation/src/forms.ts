// Pages on which a resident types what does not belong into a chat (the government's LINE guideline of 2021-04-30).
// The address holds a single-use token; what is typed goes encrypted into the tenant's rows and never to LINE.
import { type Clock, containsMyNumber, hashToken, isLocalDate, uuidv7 } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import { formOpenSchema } from '@tenohira/feature-kit';
import type { TenantSecrets } from '@tenohira/secrets';
import { z } from 'zod';
import { errors } from './errors.ts';
import { FORM_EVENT_TYPE } from './inbox-event.ts';
import type { ResidentKey } from './resident-key.ts';

const definitionSchema = formOpenSchema.omit({ formId: true, token: true, expiresAt: true });
export type FormDefinition = z.infer<typeof definitionSchema>;
export type FormField = FormDefinition['fields'][number];

const answersSchema = z.record(z.string(), z.string());

/** Whoever opened the page in time has this long to fill it in: what they typed is not lost. In milliseconds. */
const FILLING_MS = 30 * 60_000;

function answersPlace(formId: string): string {
  return `form_request.answers:${formId}`;
}

/** The page's address. It names the tenant, because the tenant's rows are where the token is looked up. */
export function formUrl(publicBaseUrl: string, tenantId: string, token: string): string {
  return `${publicBaseUrl}/forms/${tenantId}/${token}`;
}

type OpenForm = { formId: string; definition: FormDefinition; cityName: string };

type FormTools = { db: Database; clock: Clock };

/** @throws AppError CONVERSATION_FORM_NOT_FOUND, CONVERSATION_FORM_EXPIRED, CONVERSATION_FORM_SUBMITTED */
export function openForm(deps: FormTools, tenantId: string, token: string): Promise<OpenForm> {
  return readForm(deps, tenantId, token, deps.clock.now());
}

/** As it is sent in, by who opened it in time. @throws AppError as openForm */
export function openSentForm(deps: FormTools, tenantId: string, token: string): Promise<OpenForm> {
  return readForm(deps, tenantId, token, new Date(deps.clock.now().getTime() - FILLING_MS));
}

function readForm({ db: database }: FormTools, tenantId: string, token: string, openedBy: Date): Promise<OpenForm> {
  return database.readTenant(tenantId, async (db) => {
    const { id, definition } = await getOpenForm(db, token, openedBy);
    const city = await db.prisma.tenant.findFirstOrThrow({ select: { name: true } });
    return { formId: id, definition, cityName: city.name };
  });
}

/** Field key → what is wrong with it, for the resident. */
export type FieldProblems = Readonly<Record<string, string>>;

/**
 * Takes a form in: checks it, keeps it encrypted, and puts an event into the resident's inbox that carries only what
 * is not sensitive. Taken once, however often it is sent.
 *
 * @returns whose conversation goes on
 * @throws AppError CONVERSATION_FORM_INVALID with `details.problems` (FieldProblems), and those of openForm
 */
export async function submitForm(
  deps: { db: Database; secrets: TenantSecrets; clock: Clock },
  tenantId: string,
  token: string,
  typed: Readonly<Record<string, unknown>>,
): Promise<ResidentKey> {
  const { formId, definition } = await openSentForm(deps, tenantId, token);
  const values = readValues(definition, typed);
  const answers = await deps.secrets.encrypt(tenantId, answersPlace(formId), JSON.stringify(values));
  return deps.db.withTenant(tenantId, async (db) => {
    const [taken] = await db.sql<{ residentId: string }>(
      `update form_request set answers = $2, submitted_at = now() where id = $1 and submitted_at is null
       returning resident_id as "residentId"`,
      [formId, answers],
    );
    if (!taken) throw errors.FORM_SUBMITTED();
    const resident = await db.prisma.resident.findFirstOrThrow({ where: { id: taken.residentId } });
    const open = definition.fields
      .filter((field) => !field.sensitive)
      .map((field) => [field.key, values[field.key] ?? '']);
    await db.sql(
      `insert into inbox_event (channel_id, webhook_event_id, type, line_user_id, occurred_at, payload, next_attempt_at)
       values ($1, $2, $3, $4, $5, $6, now() + interval '10 seconds')`,
      [
        resident.channelId,
        `form-${uuidv7()}`,
        FORM_EVENT_TYPE,
        resident.lineUserId,
        deps.clock.now(),
        JSON.stringify({ formId, values: Object.fromEntries(open) }),
      ],
    );
    return { tenantId, channelId: resident.channelId, lineUserId: resident.lineUserId };
  });
}

export type FormAnswer = {
  label: string;
  value: string;
  /** Never went through the chat: a name, a telephone number. */
  sensitive: boolean;
};

/** What a resident typed into a form, for staff: in the form's order; empty until it was sent in. */
export async function readFormAnswers(db: TenantDb, secrets: TenantSecrets, formId: string): Promise<FormAnswer[]> {
  const row = await db.prisma.formRequest.findFirst({ where: { id: formId } });
  if (!row?.answers) return [];
  const values = answersSchema.parse(
    JSON.parse((await secrets.decrypt(db.tenantId, answersPlace(formId), row.answers)).toString()),
  );
  return definitionSchema
    .parse(row.definition)
    .fields.map(({ key, label, sensitive }) => ({ label, value: values[key] ?? '', sensitive }));
}

async function getOpenForm(
  db: TenantDb,
  token: string,
  openedBy: Date,
): Promise<{ id: string; definition: FormDefinition }> {
  const row = await db.prisma.formRequest.findFirst({ where: { tokenHash: hashToken(token) } });
  if (!row) throw errors.FORM_NOT_FOUND();
  if (row.submittedAt) throw errors.FORM_SUBMITTED();
  if (row.expiresAt < openedBy) throw errors.FORM_EXPIRED();
  return { id: row.id, definition: definitionSchema.parse(row.definition) };
}

function readValues(definition: FormDefinition, typed: Readonly<Record<string, unknown>>): Record<string, string> {
  const problems: Record<string, string> = {};
  const values: Record<string, string> = {};
  for (const field of definition.fields) {
    const given = typed[field.key];
    const value = typeof given === 'string' ? given.replaceAll('\r\n', '\n').trim() : '';
    const problem = problemOf(field, value);
    if (problem) problems[field.key] = problem;
    values[field.key] = value;
  }
  if (Object.keys(problems).length > 0) throw errors.FORM_INVALID({ details: { problems } });
  return values;
}

function problemOf(field: FormField, value: string): string | undefined {
  if (value.includes('\u0000')) return '使えない文字が入っています。消して、入力しなおしてください。';
  if (value === '') return field.required ? `「${field.label}」を入力してください。` : undefined;
  if (containsMyNumber(value))
    return 'マイナンバー(個人番号)と思われる12桁の数字があります。ここには入力しないでください。';
  if (value.length > field.maxLength)
    return `${field.maxLength}文字以内で入力してください(いま${value.length}文字です)。`;
  if (field.kind === 'choice' && !field.choices.includes(value)) return '一覧から選んでください。';
  if (field.kind === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    return 'メールアドレスの形になっていません。例: name@example.jp';
  if (field.kind === 'tel' && !/^0\d{9,10}$/.test(value.normalize('NFKC').replace(/[-()\s‐−ー]/g, ''))) {
    return '電話番号を数字で入力してください。例: 090-1234-5678';
  }
  if (field.kind === 'date' && !isLocalDate(value)) return '日付を選んでください。';
  return undefined;
}
