// Between a program and the form in which it is written.
import type { InputOf } from '../../../api/api-types.ts';
import type { Program } from '../words.ts';

export type ProgramValues = {
  name: string;
  statute: string;
  isPractice: 'yes' | 'no';
  amountRule: Program['amountRule'];
  /** As it is typed: digits, perhaps with commas, perhaps in full width. */
  amountYen: string;
  baseDate: string;
  opensOn: string;
  closesOn: string;
  methods: string[];
  texts: Program['texts'];
  hasSurvey: boolean;
};

/** Nothing of the money is filled in: it is to be written on purpose. */
export const NEW_PROGRAM: ProgramValues = {
  ...{ name: '', statute: '', isPractice: 'yes', amountRule: 'household', amountYen: '' },
  ...{ baseDate: '', opensOn: '', closesOn: '', methods: ['noop'], hasSurvey: true },
  texts: { notice: '', received: '', paid: '', returned: '', declined: '', letter: '', contact: '' },
};

export function toValues(program: Program): ProgramValues {
  const { name, statute, isPractice, amountRule, amountYen, baseDate, opensOn, closesOn, methods, texts } = program;
  return {
    ...{ name, statute, amountRule, baseDate, opensOn, closesOn, methods, texts },
    isPractice: isPractice ? 'yes' : 'no',
    amountYen: String(amountYen),
    hasSurvey: program.surveyKey !== null,
  };
}

/** @param surveyKey the one that it has; a new one is drawn where it has none and wants one */
export function toInput(values: ProgramValues, surveyKey: string | null): InputOf<'POST /programs'>['body'] {
  const { isPractice, amountYen, hasSurvey, ...rest } = values;
  return {
    ...rest,
    isPractice: isPractice === 'yes',
    amountYen: readYen(amountYen),
    surveyKey: hasSurvey ? (surveyKey ?? `benefit-${crypto.randomUUID().slice(0, 8)}`) : null,
  };
}

/** What of it may still change; without the rule once a list stands on it. */
export function toChange(
  values: ProgramValues,
  { surveyKey }: Pick<Program, 'surveyKey'>,
  isRuleFixed: boolean,
): InputOf<'PUT /programs/:programId'>['body'] {
  const input = toInput(values, surveyKey);
  if (!isRuleFixed) return input;
  const { amountRule: _, amountYen: _yen, baseDate: _day, isPractice: _practice, ...rest } = input;
  return rest;
}

/** `７０，０００` → 70000; NaN where it is no whole number of yen. */
export function readYen(typed: string): number {
  const text = typed.normalize('NFKC').replace(/[,、円\s]/g, '');
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
