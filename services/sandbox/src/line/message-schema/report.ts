// Collects what is wrong with a value. The two kinds of path that LINE uses are built by the callers:
// `messages[0].text` for what the request's own shape says, `/body/contents/0/text` within templates and Flex.
import { countGraphemes } from '@tenohira/core';
import type { ErrorDetail } from '../line-error.ts';

export type Fields = Readonly<Record<string, unknown>>;

export type Report = { details: ErrorDetail[]; add(message: string, property: string): void };

export function createReport(): Report {
  const details: ErrorDetail[] = [];
  return { details, add: (message, property) => details.push({ message, property }) };
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type TextRule = { max: number; count: 'utf16' | 'graphemes'; required?: boolean };

/** "Length must be between": the words of the checks that LINE makes on the request's shape. */
export function checkText(report: Report, value: unknown, property: string, rule: TextRule): value is string {
  if (value === undefined || value === null || value === '') {
    if (rule.required === true) report.add('May not be empty', property);
    return false;
  }
  if (typeof value !== 'string') {
    report.add('Must be a string', property);
    return false;
  }
  const length = rule.count === 'utf16' ? value.length : countGraphemes(value);
  if (length > rule.max) report.add(`Length must be between 0 and ${rule.max}`, property);
  return true;
}

/** The words of the checks that LINE makes inside templates, Flex and actions. */
export function checkInnerText(report: Report, value: unknown, property: string, rule: TextRule): value is string {
  if (value === undefined || value === null || value === '') {
    if (rule.required === true) report.add('must be specified', property);
    return false;
  }
  if (typeof value !== 'string') {
    report.add('invalid property', property);
    return false;
  }
  const length = rule.count === 'utf16' ? value.length : countGraphemes(value);
  if (length > rule.max) report.add(`must not be longer than ${rule.max} characters`, property);
  return true;
}

export function checkOneOf(
  report: Report,
  value: unknown,
  property: string,
  allowed: readonly string[],
): value is string {
  if (typeof value === 'string' && allowed.includes(value)) return true;
  report.add(`Must be one of the following values: [${allowed.join(', ')}]`, property);
  return false;
}

/** Images, video and audio that LINE fetches: HTTPS, 2,000 characters. */
export function checkMediaUrl(report: Report, value: unknown, property: string, required = true): void {
  if (!checkText(report, value, property, { max: 2_000, count: 'utf16', required })) return;
  if (!/^https:\/\/[^\s]+$/i.test(value)) report.add('Must be a valid HTTPS URL', property);
}

export function checkInnerMediaUrl(report: Report, value: unknown, property: string, required: boolean): void {
  if (!checkInnerText(report, value, property, { max: 2_000, count: 'utf16', required })) return;
  if (!/^https:\/\/[^\s]+$/i.test(value)) report.add('invalid uri scheme', property);
}

export function checkNumber(report: Report, value: unknown, property: string, min: number, max: number): void {
  if (typeof value !== 'number' || !Number.isFinite(value)) report.add('May not be null', property);
  else if (value < min) report.add(`Must be greater than or equal to ${min}`, property);
  else if (value > max) report.add(`Must be less than or equal to ${max}`, property);
}

export function checkSize(
  report: Report,
  value: unknown,
  property: string,
  min: number,
  max: number,
): value is unknown[] {
  if (!Array.isArray(value)) {
    report.add('May not be empty', property);
    return false;
  }
  if (value.length >= min && value.length <= max) return true;
  report.add(`Size must be between ${min} and ${max}`, property);
  return false;
}
