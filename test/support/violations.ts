import axe from 'axe-core';
import type { Page } from 'playwright-core';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What of WCAG 2.2 A and AA a page breaks, once it is at rest: what fades in has too little contrast on its way.
 * @param more further sets of axe's rules: `best-practice`
 */
export async function violationsOf(page: Page, more: readonly string[] = []): Promise<string[]> {
  await page.evaluate(axe.source);
  // As text: what runs in the page knows the DOM, this project's types do not. What turns for ever is not waited for.
  return page.evaluate<string[]>(
    `Promise.all(document.getAnimations()
        .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
        .map(({ finished }) => finished.catch(() => {})))
      .then(() => axe.run({ runOnly: ${JSON.stringify([...WCAG, ...more])} }))
      .then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`,
  );
}
