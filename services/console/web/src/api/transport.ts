// How a request reaches the server. fetch cannot tell how much of a file is sent, so uploads go by XMLHttpRequest.
import { networkLost } from './problem.ts';
import type { ApiRequest } from './request.ts';

export type SendOptions = {
  signal?: AbortSignal | undefined;
  /** Of a file on its way, 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
};

/** @throws ApiProblem NETWORK_LOST; AbortError */
export async function send(request: ApiRequest, options: SendOptions): Promise<Response> {
  if (options.onProgress !== undefined) return upload(request, options.onProgress, options.signal);
  const { method, url, headers, body } = request;
  try {
    return await fetch(url, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    throw options.signal?.aborted ? error : networkLost();
  }
}

function upload(
  { method, url, headers, body }: ApiRequest,
  onProgress: (share: number) => void,
  signal: AbortSignal | undefined,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.responseType = 'blob';
    request.upload.addEventListener('progress', ({ loaded, total }) => total > 0 && onProgress(loaded / total));
    request.addEventListener('load', () => {
      const type = request.getResponseHeader('content-type') ?? '';
      resolve(new Response(request.response, { status: request.status, headers: { 'content-type': type } }));
    });
    request.addEventListener('error', () => reject(networkLost()));
    request.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body ?? null);
  });
}
