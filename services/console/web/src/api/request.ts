// From a route and its input to an HTTP request. Pure.
export type ApiRequest = {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | Blob | undefined;
};

type Input = { params?: unknown; query?: unknown; body?: unknown };

/**
 * The header that no form of another site can send: with it the server knows that the call came from here (CSRF).
 */
const OWN_REQUEST = { 'x-tenohira-request': '1' };

export function buildRequest(key: string, input: Input, idempotencyKey?: string): ApiRequest {
  const [method = '', path = ''] = key.split(' ');
  const { body } = input;
  return {
    method,
    url: `/api/v1${fillIn(path, entriesOf(input.params))}${toSearch(entriesOf(input.query))}`,
    headers: {
      ...OWN_REQUEST,
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...contentType(body),
    },
    body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
  };
}

function contentType(body: unknown): Record<string, string> {
  if (body === undefined) return {};
  if (!(body instanceof Blob)) return { 'content-type': 'application/json' };
  // The server reads a file as CSV or as bytes, whatever the browser thinks that it is (Windows says vnd.ms-excel).
  const isCsv = body instanceof File && body.name.toLowerCase().endsWith('.csv');
  return { 'content-type': isCsv ? 'text/csv' : 'application/octet-stream' };
}

function fillIn(path: string, params: readonly (readonly [string, unknown])[]): string {
  return params.reduce((filled, [name, value]) => filled.replace(`:${name}`, encodeURIComponent(String(value))), path);
}

/** `''` and `undefined` are left out: an empty filter is none. */
function toSearch(query: readonly (readonly [string, unknown])[]): string {
  const search = new URLSearchParams();
  for (const [name, value] of query) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== '') search.append(name, String(each));
    }
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
