import { checkMessages } from '@tenohira/line/check';
import { describe, expect, it } from 'vitest';
import type { InstalledFeature } from './installed-feature.ts';
import { mainMenu } from './main-menu.ts';
import { actionsOf, labelOf } from './replay/message-actions.ts';

const features = (count: number): InstalledFeature[] =>
  Array.from({ length: count }, (_, index) => ({
    feature: {
      key: `feature-${index}`,
      version: 1,
      title: '',
      menu: { label: `${'あ'.repeat(17)}${String(index).padStart(3, '0')}`, flow: 'main' },
      triggers: [],
    },
    settings: {},
    flows: [],
    menuOrder: count - index,
  }));

describe('mainMenu', () => {
  it.each([0, 1, 6, 7, 30, 60, 61, 200])('fits LINE with %d features', (count) => {
    expect(checkMessages(mainMenu(features(count), 'みほん市'))).toEqual([]);
  });

  it.each([1, 6, 30, 60, 61, 200])('shows each of %d features on exactly one page', (count) => {
    const labels: string[] = [];
    for (let page = 1; page <= 10; page += 1) {
      const menu = mainMenu(features(count), 'みほん市', page).flatMap(actionsOf).map(labelOf);
      const fresh = menu.filter((label) => label !== 'ほかのメニューを見る');
      if (page > 1 && labels.includes(fresh[0] ?? '')) break;
      labels.push(...fresh);
    }
    expect(new Set(labels).size).toBe(count);
    expect(labels).toHaveLength(count);
  });

  it('follows the order of the city', () => {
    const [first] = mainMenu(features(3), 'みほん市').flatMap(actionsOf).map(labelOf);
    expect(first).toContain('002');
  });
});
