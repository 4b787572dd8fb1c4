import type { Page } from 'playwright-core';

/** Pixels by which the page is wider than its window: by which somebody would have to scroll sideways. */
export function overflowOf(page: Page): Promise<number> {
  // As text: what runs in the page knows the DOM, this project's types do not.
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Tables that are wider than their place, each with the pixels by which somebody would have to scroll sideways. */
export function sidewaysTablesOf(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('.overflow-x-auto:has(> table)')]
       .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
       .map((place) => place.querySelector('caption').textContent + ': ' + (place.scrollWidth - place.clientWidth))`,
  );
}

/** A window of another size, once the page has it: Playwright comes back before. */
export async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.waitForFunction(`innerWidth === ${size.width}`);
}

/** What `measure` finds in a window of another width, which is put back afterwards. */
export async function atWidth<Found>(
  page: Page,
  width: number,
  measure: (page: Page) => Promise<Found>,
): Promise<Found> {
  const size = page.viewportSize() ?? { width: 1280, height: 900 };
  await resize(page, { ...size, width });
  const found = await measure(page);
  await resize(page, size);
  return found;
}
