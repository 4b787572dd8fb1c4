import type { Page } from 'playwright-core';

/** Pixels by which the page is wider than its window: by which somebody would have to scroll sideways. */
export function overflowOf(page: Page): Promise<number> {
  // As text: what runs in the page knows the DOM, this project's types do not.
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** The same in a window of another width, which is put back afterwards. */
export async function overflowAt(page: Page, width: number): Promise<number> {
  const size = page.viewportSize() ?? { width: 1280, height: 900 };
  await page.setViewportSize({ ...size, width });
  const overflow = await overflowOf(page);
  await page.setViewportSize(size);
  return overflow;
}
