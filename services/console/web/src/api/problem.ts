// What went wrong with a call, in words that a person can act on.

/** One field that the server did not take; `field` is `body.email`. */
export type FieldProblem = { field: string; message: string };

/** `message` is the Japanese sentence for the screen. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** Stable, `CASES_ALREADY_CLOSED`. */
  readonly code: string;
  readonly problems: readonly FieldProblem[];
  /** To quote to the operators. */
  readonly requestId: string | undefined;

  constructor(facts: {
    status: number;
    code: string;
    message: string;
    problems?: readonly FieldProblem[];
    requestId?: string | undefined;
  }) {
    super(facts.message);
    this.status = facts.status;
    this.code = facts.code;
    this.problems = facts.problems ?? [];
    this.requestId = facts.requestId;
  }
}

const NETWORK_LOST =
  'サーバーにつながりませんでした。ネットワークの接続を確かめて、もう一度お試しください。入力した内容は消えていません。';
const UNREADABLE = 'システムの不具合が起きました。時間をおいて、もう一度お試しください。';

export function networkLost(): ApiProblem {
  return new ApiProblem({ status: 0, code: 'NETWORK_LOST', message: NETWORK_LOST });
}

/** Worth another try without asking anybody, if the call only reads. */
export function isTransient(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || [502, 503, 504].includes(error.status));
}

/** Any error as something to show. */
export function toProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem({ status: 500, code: 'UNEXPECTED', message: UNREADABLE });
}

export async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  return describeProblem(response.status, body);
}

/** RFC 9457: `{ title, code, problems, … }`. */
export function describeProblem(status: number, body: unknown): ApiProblem {
  const facts = isRecord(body) ? body : {};
  return new ApiProblem({
    status,
    code: textOf(facts.code) ?? 'UNREADABLE',
    message: textOf(facts.title) ?? UNREADABLE,
    problems: Array.isArray(facts.problems) ? facts.problems.filter(isFieldProblem) : [],
    requestId: textOf(facts.requestId),
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return isRecord(value) && typeof value.field === 'string' && typeof value.message === 'string';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
