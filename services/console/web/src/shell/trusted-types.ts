// The page's CSP lets nothing be written as markup (require-trusted-types-for 'script'). Leaflet does it once while it is
// loaded, to see whether the browser draws SVG, and with nothing; that and no other markup goes through.
const HARMLESS: ReadonlySet<string> = new Set(['', '<svg/>']);

type PolicyFactory = {
  createPolicy(name: string, rules: { createHTML(markup: string): string | null }): unknown;
};

export function allowLeafletMarkup(): void {
  const { trustedTypes } = window as { trustedTypes?: PolicyFactory }; // not in every browser
  trustedTypes?.createPolicy('default', { createHTML: (markup) => (HARMLESS.has(markup) ? markup : null) });
}
