// The browser-safe half (`@tenohira/line/check`): the builder checks a message while it is typed. No Node imports below.
export * from './check-messages.ts';
export * from './check-rich-menu.ts';
export * from './limits.ts';
export * from './messages.ts';
export type { Problem, ProblemCode } from './problem.ts';
