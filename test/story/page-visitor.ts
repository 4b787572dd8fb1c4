// A browser as small as the residents' pages allow: they need no script. It keeps cookies, follows redirects and presses
// buttons of forms.

export type PageVisitor = {
  /** Opens an address and follows to the page that it leads to. */
  open(url: string): Promise<string>;
  /**
   * Presses the button with that text on the page at hand, with what was typed into its form's fields.
   * @returns the next page, or where the site sends the browser if that is another site
   */
  press(text: string, typed?: Readonly<Record<string, string>>): Promise<string>;
  /** Follows the link with that text. */
  follow(text: string): Promise<string>;
  /** The address of the page at hand; another site's where the last step led there. */
  address(): string;
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

export function createPageVisitor(home: string): PageVisitor {
  const cookies = new Map<string, string>();
  let here = home;
  let page = '';

  const load = async (url: string, form?: URLSearchParams): Promise<string> => {
    here = url;
    if (!url.startsWith(home)) return '';
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get('location');
    if (location) return load(new URL(location, url).href);
    page = await response.text();
    if (!response.ok) throw new Error(`${new URL(url).pathname.split('/')[1]}: ${response.status} ${textOf(page)}`);
    return page;
  };

  return {
    open: (url) => load(url),
    press: (text, typed = {}) => {
      for (const [, attributes = '', body = ''] of page.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)) {
        const button = [...body.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)].find(([, , label = '']) =>
          textOf(label).includes(text),
        );
        if (!button) continue;
        const fields = [...body.matchAll(/<input([^>]*)>/g)]
          .map(([, input = '']) => ({ type: attribute(input, 'type'), name: attribute(input, 'name'), input }))
          .filter(({ type, name, input }) => name !== '' && (type === 'hidden' || / checked/.test(input)))
          .map(({ name, input }): [string, string] => [name, attribute(input, 'value')]);
        const pressed = attribute(button[1] ?? '', 'name');
        return load(
          new URL(attribute(attributes, 'action') || here, here).href,
          new URLSearchParams([
            ...fields,
            ...(pressed === '' ? [] : [[pressed, attribute(button[1] ?? '', 'value')] satisfies [string, string]]),
            ...Object.entries(typed),
          ]),
        );
      }
      throw new Error(`no button 「${text}」 on the page: ${textOf(page)}`);
    },
    follow: (text) => {
      const link = [...page.matchAll(/<a([^>]*)>(.*?)<\/a>/gs)].find(([, , label = '']) =>
        textOf(label).includes(text),
      );
      if (!link) throw new Error(`no link 「${text}」 on the page: ${textOf(page)}`);
      return load(new URL(attribute(link[1] ?? '', 'href'), here).href);
    },
    address: () => here,
  };
}

/** What a person reads of a page. */
export function textOf(markup: string): string {
  return decode(markup.replace(/<(style|title)[^>]*>.*?<\/\1>/gs, '').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function attribute(attributes: string, name: string): string {
  return decode(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
}

function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
