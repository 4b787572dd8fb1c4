// A flow is data: blocks, their configs, and the edges between them. JSON, versioned, editable in the builder.
import { z } from 'zod';

/** Ids of blocks, keys of flows, names of variables. */
export const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, '英小文字ではじめて、英小文字・数字・ハイフンで、40文字までにしてください。');
const outputName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

export const flowBlockSchema = z.strictObject({
  /** Key of the block's kind: `message`, `question-choice`, `garbage-guide.show-days`. */
  type: z.string().regex(/^[a-z][a-z0-9.-]{0,79}$/),
  /** Checked against the kind's own schema by the linter. Texts may hold `{{variable}}`. */
  config: z.record(z.string(), z.json()).default({}),
  /** Output name → id of the block that comes next. */
  next: z.record(outputName, identifier).default({}),
});

export const flowSchema = z.strictObject({
  key: identifier,
  title: z.string().min(1).max(60),
  /** Id of the first block. */
  start: identifier,
  blocks: z.record(identifier, flowBlockSchema),
  /** Variables that whoever starts the flow may bring (a start button, `recognise`, a calling flow), and their size. */
  inputs: z.record(identifier, z.strictObject({ maxLength: z.int().positive() })).optional(),
  /** The most taps that the shortest way to an `end` may cost. The linter refuses a flow that needs more. */
  maxTaps: z.int().positive().optional(),
});

export type Flow = z.infer<typeof flowSchema>;
export type FlowBlock = z.infer<typeof flowBlockSchema>;
/** A flow as an author writes it: what has a default may be left out. */
export type FlowInput = z.input<typeof flowSchema>;

/** Checks a flow's shape and fills in defaults. Whether it makes sense is the linter's matter (`@tenohira/flow`). */
export function defineFlow(flow: FlowInput): Flow {
  return flowSchema.parse(flow);
}
