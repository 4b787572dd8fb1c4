import { createContext, useContext } from 'react';
import type { PageDefinition } from '../pages/define-page.ts';

/** All pages there are, handed down: whoever imported the registry would import themselves. */
export const PagesContext = createContext<readonly PageDefinition[]>([]);

export function usePages(): readonly PageDefinition[] {
  return useContext(PagesContext);
}
