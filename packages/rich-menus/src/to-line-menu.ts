// What LINE is asked for: the areas that can be tapped, and what a tap does.
import type { Action, AnyFeature } from '@tenohira/feature-kit';
import { menuPostback, startPostback } from '@tenohira/flow';
import type { RichMenu } from '@tenohira/line';
import type { RichMenuDesign, RichMenuDesignArea, RichMenuTarget } from './design.ts';
import { LAYOUTS } from './layouts.ts';

type Features = ReadonlyMap<string, AnyFeature>;

/** `name` is what we know it by again in LINE's list; residents never see it. Areas without a target are left out. */
export function toLineMenu(design: RichMenuDesign, features: Features, name: string): RichMenu {
  const { size, areas } = LAYOUTS[design.layout];
  return {
    size: { ...size },
    selected: design.openAtFirst,
    name,
    chatBarText: design.chatBarText,
    areas: areas.flatMap((bounds, index) => {
      const area = design.areas[index];
      const action = area && toAction(area, features);
      return action ? [{ bounds: { ...bounds }, action }] : [];
    }),
  };
}

function toAction({ label, target }: RichMenuDesignArea, features: Features): Action | undefined {
  if (!target) return undefined;
  switch (target.kind) {
    case 'url':
      return { type: 'uri', label, uri: target.url };
    case 'phone':
      return { type: 'uri', label, uri: `tel:${target.number.replace(/[^\d+]/g, '')}` };
    default: {
      const data = dataOf(target, features);
      return data === undefined ? undefined : { type: 'postback', label, data, displayText: label };
    }
  }
}

function dataOf(target: Extract<RichMenuTarget, { kind: 'feature' | 'menu' }>, features: Features): string | undefined {
  if (target.kind === 'menu') return menuPostback();
  const feature = features.get(target.featureKey);
  return feature && startPostback(feature.key, feature.menu.flow);
}
