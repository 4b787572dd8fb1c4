export { type CheckedDesign, checkDesign, type DesignProblem, NOTE_MAX_GRAPHEMES } from './check-design.ts';
export {
  type RichMenuDesign,
  type RichMenuDesignArea,
  type RichMenuTarget,
  richMenuDesignSchema,
} from './design.ts';
export { changeDraft, type Draft, findDraftChange, readDraft, saveDraft } from './draft.ts';
export { drawIcon } from './draw/icons.ts';
export { errors as richMenuErrors } from './errors.ts';
export { ICON_KEYS, ICON_TEXT, type IconKey } from './icon-keys.ts';
export { LAYOUT_KEYS, LAYOUTS, type Layout, type LayoutKey } from './layouts.ts';
export { type Look, lookOfFeature, MENU_LOOK } from './looks.ts';
export {
  finishRichMenus,
  publishRichMenu,
  publishStarterMenu,
  type RichMenuTools,
  restoreRichMenu,
} from './publish.ts';
export { renderRichMenu } from './render-rich-menu.ts';
export { starterDesign } from './starter-design.ts';
export { THEME_KEYS, THEMES, type Theme, type ThemeKey } from './themes.ts';
export { listVersions, readVersionPicture, UNDER_WAY, type Version, type VersionStatus } from './versions.ts';
