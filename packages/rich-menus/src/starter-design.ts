import type { Installed } from '@tenohira/catalog';
import type { RichMenuDesign, RichMenuDesignArea } from './design.ts';
import type { LayoutKey } from './layouts.ts';
import { lookOfFeature, MENU_LOOK } from './looks.ts';
import type { ThemeKey } from './themes.ts';

/** A first menu: as many of the city's features as a layout holds, in the order of the main menu, and the way to the rest. */
export function starterDesign(installed: readonly Installed[], theme: ThemeKey = 'sea'): RichMenuDesign {
  const shown = installed.filter(({ audience }) => audience !== 'staff');
  const [layout, places] = layoutFor(shown.length);
  const features = shown.slice(0, places - 1).map(({ feature }): RichMenuDesignArea => {
    const { label, note } = lookOfFeature(feature);
    return { label, note, icon: null, target: { kind: 'feature', featureKey: feature.key } };
  });
  const { label, note } = MENU_LOOK;
  const menu: RichMenuDesignArea = { label, note, icon: null, target: { kind: 'menu' } };
  return { layout, theme, chatBarText: 'メニュー', openAtFirst: true, areas: [...features, menu] };
}

/** The layout with room for so many features and the menu, and how many places it has. */
function layoutFor(features: number): [LayoutKey, number] {
  if (features >= 5) return ['six', 6];
  if (features >= 3) return ['four', 4];
  return features === 2 ? ['three', 3] : ['two', 2];
}
