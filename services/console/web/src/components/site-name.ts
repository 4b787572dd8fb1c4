import { createContext, useContext } from 'react';

/** What stands behind the page's own title in the tab. */
export const SiteNameContext = createContext('手のひら市役所');

export function useSiteName(): string {
  return useContext(SiteNameContext);
}
