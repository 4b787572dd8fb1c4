import type { Download } from './api-types.ts';

/** JSON, a file or a stream of events, as the answer says itself. */
export async function readAnswer(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) return readEvents(response);
  if (type.includes('json')) return response.json();
  return { fileName: fileNameOf(response), blob: await response.blob() } satisfies Download;
}

/** `attachment; filename*=UTF-8''…` as the server writes it. */
function fileNameOf(response: Response): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  return encoded === undefined ? 'download' : decodeURIComponent(encoded);
}

/** Server-sent events, each a JSON value in one `data:` line. Ends when the server hangs up or the caller stops. */
export async function* readEvents(response: Response): AsyncGenerator<unknown> {
  if (response.body === null) return;
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + text).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event.split('\n').filter((line) => line.startsWith('data:'));
      if (data.length > 0) yield JSON.parse(data.map((line) => line.slice(5).trimStart()).join('\n'));
    }
  }
}
