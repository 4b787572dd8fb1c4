import type { AnyBlock } from '@tenohira/feature-kit';
import { submitCase } from './case/index.ts';
import { condition } from './condition/index.ts';
import { end } from './end/index.ts';
import { message } from './message/index.ts';
import { questionChoice } from './question-choice/index.ts';
import { questionDate } from './question-date/index.ts';
import { questionLocation } from './question-location/index.ts';
import { questionNumber } from './question-number/index.ts';
import { questionPhoto } from './question-photo/index.ts';
import { questionText } from './question-text/index.ts';
import { setVariables } from './set/index.ts';
import { startFlow } from './start-flow/index.ts';
import { webForm } from './web-form/index.ts';

/** The blocks that every flow may use, in the order in which the builder shows them. */
export const sharedBlocks: readonly AnyBlock[] = [
  message,
  questionChoice,
  questionText,
  questionNumber,
  questionDate,
  questionPhoto,
  questionLocation,
  webForm,
  condition,
  setVariables,
  submitCase,
  startFlow,
  end,
];
