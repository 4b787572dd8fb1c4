import axe from 'axe-core';
import type { Page } from 'playwright-core';

export type Violation = string;

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What of WCAG 2.2 A and AA a page breaks, once it is at rest. */
export async function violationsOf(page: Page): Promise<Violation[]> {
  await page.evaluate(axe.source);
  // As text: what runs in the page knows the DOM, this project's types do not.
  return page.evaluate<Violation[]>(
    `Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})))
      .then(() => axe.run({ runOnly: ${JSON.stringify(WCAG)} }))
      .then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`,
  );
}
