import type { ComponentType } from 'react';
import type { StaffPermission } from '../shell/me.ts';

export type PageDefinition = {
  /** `/cases/:caseNumber` */
  path: string;
  /** Who may see it; without it everybody who is signed in. */
  permission?: StaffPermission;
  /** The file with the page, loaded when it is opened; it exports the component as `Page`. */
  load: () => Promise<{ Page: ComponentType }>;
  /** A card on the page of settings. */
  setting?: { title: string; description: string };
};

/** A page is a file of its own that is loaded when it is opened. Add what this returns to registry.ts. */
export function definePage(page: PageDefinition): PageDefinition {
  return page;
}
