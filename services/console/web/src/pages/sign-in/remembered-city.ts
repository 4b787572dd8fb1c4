// The city that was chosen on this machine. Nothing personal: its address and its name.
const KEY = 'tenohira.city';

export type City = { slug: string; name: string };

export function rememberCity(city: City): void {
  localStorage.setItem(KEY, JSON.stringify(city));
}

export function rememberedCity(): City | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isCity(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isCity(value: unknown): value is City {
  return (
    typeof value === 'object' &&
    value !== null &&
    'slug' in value &&
    typeof value.slug === 'string' &&
    'name' in value &&
    typeof value.name === 'string'
  );
}
