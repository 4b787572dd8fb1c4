import type { Variable } from '@tenohira/feature-kit';
import type { Position } from './area/geometry.ts';

/** The point of an answer of `question-location`. Undefined where it was typed, unsent, or is no point on earth. */
export function positionOf(variable: Variable | undefined): Position | undefined {
  const value = variable?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { latitude, longitude } = value;
  return typeof latitude === 'number' && typeof longitude === 'number' ? [latitude, longitude] : undefined;
}

/** What is learnt from an answer is forgotten with it. */
export function sourceOf(variable: Variable | undefined): { messageId?: string } {
  return variable?.messageId === undefined ? {} : { messageId: variable.messageId };
}
