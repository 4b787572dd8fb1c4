// How features look in a picture until staff say otherwise.
import type { AnyFeature, FeatureCategory } from '@tenohira/feature-kit';
import type { RichMenuTarget } from './design.ts';
import type { IconKey } from './icon-keys.ts';

export type Look = { label: string; note: string; icon: IconKey };

const CATEGORY_ICONS: Readonly<Record<FeatureCategory, IconKey>> = {
  'daily-life': 'house',
  report: 'report',
  benefit: 'benefit',
  procedure: 'procedure',
  event: 'event',
  information: 'information',
};

/** Those that most cities have. */
const WELL_KNOWN: Readonly<Record<string, Pick<Look, 'note' | 'icon'>>> = {
  'garbage-guide': { note: '収集日・お知らせ', icon: 'garbage' },
  'road-damage-report': { note: '穴・街灯・倒木', icon: 'road' },
  'benefit-application': { note: '申し込み・ようす', icon: 'benefit' },
  'identity-registration': { note: 'マイナンバーカードで', icon: 'identity' },
  survey: { note: '', icon: 'survey' },
};

export const MENU_LOOK: Look = { label: 'メニュー', note: 'できることの一覧', icon: 'menu' };

export function lookOfFeature({ key, category, menu }: AnyFeature): Look {
  const known = WELL_KNOWN[key] ?? { note: '', icon: CATEGORY_ICONS[category] };
  return { label: menu.label, ...known };
}

/** The icon that goes with what a tap does. */
export function iconOf(target: RichMenuTarget, features: ReadonlyMap<string, AnyFeature>): IconKey {
  switch (target.kind) {
    case 'feature': {
      const feature = features.get(target.featureKey);
      return feature ? lookOfFeature(feature).icon : 'information';
    }
    case 'menu':
      return 'menu';
    case 'phone':
      return 'phone';
    case 'url':
      return 'link';
  }
}
