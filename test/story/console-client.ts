// The staff API as one person of the city uses it. Answers are trusted as they are: the story holds their figures against
// each other.

import type { StaffBrowser } from '../support/staff-browser.ts';

export type ConsoleClient = {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body?: unknown): Promise<Answer>;
  put<Answer>(path: string, body: unknown): Promise<Answer>;
  /** Sends a file as it is. */
  upload<Answer>(path: string, bytes: Uint8Array): Promise<Answer>;
  /** Asks for a file by POST. */
  download(path: string, body?: unknown): Promise<Uint8Array>;
  /** The code with which the call is refused. */
  refusal(method: string, path: string, body?: unknown): Promise<string>;
};

export function createConsoleClient(browser: StaffBrowser): ConsoleClient {
  const call = (method: string, path: string, body?: string | Buffer, contentType = 'application/json') =>
    browser.fetch(`/api/v1${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': contentType },
      ...(body === undefined ? {} : { body }),
    });
  const answered = async (response: Response, what: string): Promise<Response> => {
    if (!response.ok) throw new Error(`${what}: ${response.status} ${await response.text()}`);
    return response;
  };
  const json = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await call(method, path, body === undefined ? undefined : JSON.stringify(body));
    return (await (await answered(response, `${method} ${path}`)).json()) as Answer; // see above
  };
  return {
    get: (path) => json('GET', path),
    post: (path, body = {}) => json('POST', path, body),
    put: (path, body) => json('PUT', path, body),
    upload: async <Answer>(path: string, bytes: Uint8Array) => {
      const response = await call('POST', path, Buffer.from(bytes), 'text/csv');
      return (await (await answered(response, `POST ${path}`)).json()) as Answer; // see above
    },
    download: async (path, body = {}) => {
      const response = await answered(await call('POST', path, JSON.stringify(body)), `POST ${path}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    refusal: async (method, path, body) => {
      const response = await call(method, path, body === undefined ? undefined : JSON.stringify(body));
      const answer = (await response.json()) as { code?: string }; // see above
      return response.ok ? 'accepted' : (answer.code ?? String(response.status));
    },
  };
}
