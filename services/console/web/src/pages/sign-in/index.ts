import type { PageDefinition } from '../define-page.ts';

export const signInPages: readonly PageDefinition[] = [];
