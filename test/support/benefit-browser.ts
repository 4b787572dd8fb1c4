// A resident's browser for the pages of benefits: real HTTP, cookies by path, redirects one at a time.
export type Answer = { status: number; body: string; location: string | undefined; headers: Headers };

export type Browser = {
  get(path: string): Promise<Answer>;
  /** A form's fields. */
  post(path: string, fields?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Where the last answer leads. */
  follow(answer: Answer): Promise<Answer>;
  /** `name=value` of each, with its path. */
  cookies: { cookie: string; path: string; attributes: string }[];
};

export function createBrowser(baseUrl: string): Browser {
  const cookies: Browser['cookies'] = [];
  const request = async (path: string, init: RequestInit): Promise<Answer> => {
    const cookie = cookies
      .filter((one) => path.startsWith(one.path))
      .map((one) => one.cookie)
      .join('; ');
    const headers = { ...init.headers, ...(cookie === '' ? {} : { cookie }) };
    const answer = await fetch(`${baseUrl}${path}`, { ...init, headers, redirect: 'manual' });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = set.split('; ');
      const at = attributes.find((attribute) => attribute.startsWith('Path='))?.slice(5) ?? '/';
      cookies.push({ cookie: pair, path: at, attributes: attributes.join('; ') });
    }
    const location = answer.headers.get('location') ?? undefined;
    return { status: answer.status, body: await answer.text(), location, headers: answer.headers };
  };
  const get = (path: string) => request(path, { method: 'GET' });
  return {
    get,
    post: (path, fields = {}) => request(path, { method: 'POST', body: new URLSearchParams(fields) }),
    follow: (answer) => get(answer.location ?? ''),
    cookies,
  };
}

/** The hidden fields of the page's form: what a browser sends back. */
export function hiddenFields(body: string): Record<string, string> {
  const inputs = body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, decodeEntities(value)]));
}

function decodeEntities(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
