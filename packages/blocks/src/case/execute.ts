import type { Json } from '@tenohira/core';
import {
  type BlockContext,
  type BlockResult,
  type CasesPort,
  platformEffect,
  type Variables,
} from '@tenohira/feature-kit';
import { CASE_NUMBER, type Config } from './definition.ts';

type Ports = { cases: CasesPort };
type CaseField = {
  key: string;
  label: string;
  kind: Config['fields'][number]['kind'];
  value: string;
  messageId?: string;
};

export async function enter({ config, variables, ports, newId }: BlockContext<Config, Ports>): Promise<BlockResult> {
  const number = await ports.cases.reserveNumber();
  const { title, category, locationVariable } = config;
  const effect = platformEffect('case.submit', {
    caseId: newId(),
    number,
    title,
    ...(category === undefined ? {} : { category }),
    fields: config.fields.flatMap((field) => toCaseFields(field, variables)),
    ...(locationVariable === undefined ? {} : readPoint(variables[locationVariable]?.value)),
  });
  return { effects: [effect], set: { [CASE_NUMBER]: { value: number } }, then: 'go', output: 'next' };
}

/** What was skipped or unsent is left out. Photos come as `photo`, `photo-2`, …: one field each. */
function toCaseFields({ variable, label, kind }: Config['fields'][number], variables: Variables): CaseField[] {
  const names = kind === 'photo' ? [variable, ...[2, 3, 4, 5].map((count) => `${variable}-${count}`)] : [variable];
  return names.flatMap((key) => {
    const found = variables[key];
    const value = toText(found?.value);
    if (!found || value === '') return [];
    return [{ key, label, kind, value, ...(found.messageId === undefined ? {} : { messageId: found.messageId }) }];
  });
}

function toText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(toText).join('、');
  if (typeof value !== 'object') return String(value);
  const words = [value.address, value.title].find((word) => typeof word === 'string' && word !== '');
  return typeof words === 'string' ? words : Object.values(readPoint(value)).join(', ');
}

function readPoint(value: Json | undefined): { latitude: number; longitude: number } | Record<string, never> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const { latitude, longitude } = value;
  return typeof latitude === 'number' && typeof longitude === 'number' ? { latitude, longitude } : {};
}
