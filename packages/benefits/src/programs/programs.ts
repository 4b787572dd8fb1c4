import { type Actor, appendAudit } from '@tenohira/audit';
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { z } from 'zod';
import { errors } from '../lists/errors.ts';
import {
  type Program,
  type ProgramChange,
  type ProgramInput,
  programChangeSchema,
  programInputSchema,
  programTextsSchema,
} from './program.ts';

type ProgramValues = z.output<typeof programInputSchema>;

/** What a portion's amount follows from: changing it makes a new version of the rule. */
const RULE_FIELDS = ['amountRule', 'amountYen', 'baseDate'] as const;

/** A draft. @throws AppError BENEFIT_PROGRAM_INVALID */
export async function createProgram(db: TenantDb, input: ProgramInput, actor: Actor): Promise<Program> {
  const values = parseOrRefuse(programInputSchema, input);
  refuseContradictions(values);
  const id = uuidv7();
  await db.prisma.benefitProgram.create({ data: { id, ...toColumns(values), createdBy: actor } });
  await appendAudit(db, [
    {
      actor,
      action: 'benefit.program-created',
      subject: `program:${id}`,
      detail: {
        amountRule: values.amountRule,
        amountYen: values.amountYen,
        methods: values.methods,
        isPractice: values.isPractice,
      },
    },
  ]);
  return getProgram(db, id);
}

/**
 * Changes what is named. The rule (amount, unit, base date) and whether it is practice change only until a list stands
 * on the program; an open program keeps its first day.
 * @throws AppError BENEFIT_PROGRAM_NOT_FOUND, BENEFIT_PROGRAM_INVALID, BENEFIT_PROGRAM_IN_USE, BENEFIT_PROGRAM_CLOSED
 */
export async function updateProgram(
  db: TenantDb,
  programId: string,
  change: ProgramChange,
  actor: Actor,
): Promise<Program> {
  const program = await lockProgram(db, programId);
  if (program.status === 'closed') throw errors.PROGRAM_CLOSED();
  const parsed = parseOrRefuse(programChangeSchema, change);
  const named = Object.entries(parsed).filter(([, value]) => value !== undefined);
  const changed = named
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(program, key)))
    .map(([key]) => key);
  if (changed.length === 0) return program;
  const changesRule = RULE_FIELDS.some((field) => changed.includes(field));
  if ((changesRule || changed.includes('isPractice')) && (await hasList(db, programId))) throw errors.PROGRAM_IN_USE();
  if (changed.includes('opensOn') && program.status === 'open') throw errors.PROGRAM_IN_USE();
  const { id: _, status: _status, ruleVersion, columnMapping: _mapping, ...current } = program;
  const values = parseOrRefuse(programInputSchema, { ...current, ...Object.fromEntries(named) });
  refuseContradictions(values);
  await db.prisma.benefitProgram.updateMany({
    where: { id: programId },
    data: { ...toColumns(values), ruleVersion: changesRule ? ruleVersion + 1 : ruleVersion },
  });
  await appendAudit(db, [
    { actor, action: 'benefit.program-changed', subject: `program:${programId}`, detail: { changed } },
  ]);
  return getProgram(db, programId);
}

/** From now on residents may see it. @throws AppError BENEFIT_PROGRAM_NOT_FOUND, BENEFIT_PROGRAM_NOT_READY, BENEFIT_CITY_PRACTICE */
export async function openProgram(db: TenantDb, programId: string, actor: Actor): Promise<Program> {
  const program = await lockProgram(db, programId);
  if (program.status === 'open') return program;
  if (program.status === 'closed') throw errors.PROGRAM_CLOSED();
  const applied = await db.prisma.benefitList.findFirst({
    where: { programId, status: 'applied' },
    select: { id: true },
  });
  if (!applied || program.methods.length === 0) throw errors.PROGRAM_NOT_READY();
  if (!program.isPractice && !(await isCityLive(db))) throw errors.CITY_PRACTICE();
  return setStatus(db, programId, 'open', actor);
}

async function isCityLive(db: TenantDb): Promise<boolean> {
  const { liveAt } = await db.prisma.tenant.findFirstOrThrow({ select: { liveAt: true } });
  return liveAt !== null;
}

/** Nobody applies any more; payments that are under way go on. */
export async function closeProgram(db: TenantDb, programId: string, actor: Actor): Promise<Program> {
  const program = await lockProgram(db, programId);
  return program.status === 'closed' ? program : setStatus(db, programId, 'closed', actor);
}

/** @throws AppError BENEFIT_PROGRAM_NOT_FOUND */
export async function getProgram(db: TenantDb, programId: string): Promise<Program> {
  const row = await db.prisma.benefitProgram.findFirst({ where: { id: programId } });
  if (!row) throw errors.PROGRAM_NOT_FOUND();
  const { tenantId: _, createdBy: _by, createdAt: _at, baseDate, opensOn, closesOn, ...rest } = row;
  return {
    ...rest,
    amountRule: rest.amountRule === 'person' ? 'person' : 'household',
    status: rest.status as Program['status'], // the table's CHECK
    baseDate: dayOf(baseDate),
    opensOn: dayOf(opensOn),
    closesOn: dayOf(closesOn),
    methods: programInputSchema.shape.methods.parse(rest.methods),
    texts: programTextsSchema.parse(rest.texts),
    columnMapping: rest.columnMapping as Program['columnMapping'], // checked when it was written
  };
}

/** Newest first. */
export async function listPrograms(db: TenantDb): Promise<Program[]> {
  const rows = await db.prisma.benefitProgram.findMany({
    select: { id: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  const programs: Program[] = [];
  for (const { id } of rows) programs.push(await getProgram(db, id));
  return programs;
}

/** The same, holding the program to the end of the transaction: lists of one program come one after the other. */
export async function lockProgram(db: TenantDb, programId: string): Promise<Program> {
  await db.sql('select 1 from benefit_program where id = $1 for update', [programId]);
  return getProgram(db, programId);
}

async function setStatus(db: TenantDb, programId: string, status: 'open' | 'closed', actor: Actor): Promise<Program> {
  await db.prisma.benefitProgram.updateMany({ where: { id: programId }, data: { status } });
  await appendAudit(db, [
    {
      actor,
      action: status === 'open' ? 'benefit.program-opened' : 'benefit.program-closed',
      subject: `program:${programId}`,
    },
  ]);
  return getProgram(db, programId);
}

async function hasList(db: TenantDb, programId: string): Promise<boolean> {
  const list = await db.prisma.benefitList.findFirst({
    where: { programId, status: { in: ['reading', 'staged', 'applied'] } },
    select: { id: true },
  });
  return list !== null;
}

function refuseContradictions(values: ProgramValues): void {
  const problem =
    values.opensOn > values.closesOn
      ? '申請期間の最終日は、初日と同じ日か、初日より後にしてください。'
      : new Set(values.methods).size !== values.methods.length
        ? '同じ受け取り方が二度選ばれています。'
        : undefined;
  if (problem !== undefined) throw errors.PROGRAM_INVALID({ userMessage: problem });
}

function parseOrRefuse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.'));
  throw errors.PROGRAM_INVALID({
    details: { fields },
    userMessage: `給付事業の内容をお確かめください（${fields.join('、')}）。`,
  });
}

function toColumns(values: ProgramValues) {
  return {
    ...values,
    baseDate: new Date(values.baseDate),
    opensOn: new Date(values.opensOn),
    closesOn: new Date(values.closesOn),
  };
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10);
