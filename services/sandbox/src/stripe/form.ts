// Stripe's requests are forms with brackets: `items[0][price]=price_1`.

export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

type Branch = Map<string, string | Branch>;

export function parseForm(text: string): Form {
  const root: Branch = new Map();
  for (const [name, value] of new URLSearchParams(text)) {
    const brackets = [...name.matchAll(/\[([^[\]]*)\]/g)];
    plant(root, [name.slice(0, brackets[0]?.index), ...brackets.map(([, key = '']) => key)], value);
  }
  return Object.fromEntries([...root].map(([key, value]) => [key, grown(value)]));
}

function plant(branch: Branch, [key = '', ...rest]: readonly string[], value: string): void {
  // `expand[]=a&expand[]=b`: each takes the next place.
  const name = key === '' ? String(branch.size) : key;
  if (rest.length === 0) {
    branch.set(name, value);
    return;
  }
  const next = branch.get(name);
  const child: Branch = next instanceof Map ? next : new Map();
  branch.set(name, child);
  plant(child, rest, value);
}

function grown(value: string | Branch): FormValue {
  if (typeof value === 'string') return value;
  const entries = [...value].map(([key, child]) => [key, grown(child)] as const);
  return entries.every(([key]) => /^\d+$/.test(key)) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}
