// Calls of the console's API, typed by the server's route declarations.
//
//   const { items } = await api.get('/cases', { query: { status: 'open' } });
//   await api.post('/cases/:caseNumber/notes', { params: { caseNumber }, body: { text } });
//
// In components use use-api.ts instead, which remembers, repeats and shows what goes wrong.
import type { AnswerOf, InputArguments, InputOf, RouteKey } from './api-types.ts';
import { callerHeader, rememberCaller } from './caller.ts';
import { readProblem } from './problem.ts';
import { readAnswer } from './read-answer.ts';
import { type ApiRequest, buildRequest } from './request.ts';
import { announceSignedOut, needsSession, refreshSession } from './session.ts';
import { proofDemandedBy, stepUp } from './step-up.ts';
import { type SendOptions, send } from './transport.ts';

export type CallOptions = SendOptions & {
  /** The same for every try of one action of a person. */
  idempotencyKey?: string | undefined;
};

type PathOf<Method extends string> = RouteKey extends infer Key
  ? Key extends `${Method} ${infer Path}`
    ? Path
    : never
  : never;

type Caller<Method extends string> = <Path extends PathOf<Method>>(
  path: Path,
  ...input: InputArguments<Extract<`${Method} ${Path}`, RouteKey>>
) => Promise<AnswerOf<Extract<`${Method} ${Path}`, RouteKey>>>;

/** @throws ApiProblem */
export async function call<Key extends RouteKey>(
  key: Key,
  input: InputOf<Key>,
  options: CallOptions = {},
): Promise<AnswerOf<Key>> {
  const idempotencyKey = options.idempotencyKey ?? (key.startsWith('POST ') ? crypto.randomUUID() : undefined);
  const path = key.slice(key.indexOf(' ') + 1);
  const request = buildRequest(key, input as object, idempotencyKey); // InputOf is an object for every route
  const headers = { ...request.headers, ...callerHeader(path) };
  const answer = await readAnswer(await sendAs({ ...request, headers }, path, options));
  rememberCaller(path, answer);
  return answer as AnswerOf<Key>; // the server's own types, over the wire
}

export const api: {
  get: Caller<'GET'>;
  post: Caller<'POST'>;
  put: Caller<'PUT'>;
  delete: Caller<'DELETE'>;
} = {
  get: caller('GET'),
  post: caller('POST'),
  put: caller('PUT'),
  delete: caller('DELETE'),
};

function caller<Method extends string>(method: Method): Caller<Method> {
  return (path, ...[input]) => {
    const key = `${method} ${path}` as Extract<`${Method} ${typeof path}`, RouteKey>; // by the type of path
    return call(key, (input ?? {}) as InputOf<typeof key>); // left out only where nothing has to be said
  };
}

/** As whoever is signed in: a session that has run out is renewed once, and a second proof is asked for where it must be. */
async function sendAs(request: ApiRequest, path: string, options: CallOptions): Promise<Response> {
  const askedAt = Date.now();
  let response = await send(request, options);
  if (response.status === 401 && needsSession(path)) {
    if (await refreshSession(askedAt)) response = await send(request, options);
    if (response.status === 401) announceSignedOut();
  }
  if (response.ok) return response;
  const problem = await readProblem(response);
  const proof = proofDemandedBy(problem);
  if (proof === undefined || !(await stepUp(proof))) throw problem;
  const again = await send(request, options);
  if (again.ok) return again;
  throw await readProblem(again);
}
