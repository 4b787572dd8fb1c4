export { type LineMenu, type LineMenus, type MenuFault, type MenuStep, startLineMenus } from './line-menus.ts';
