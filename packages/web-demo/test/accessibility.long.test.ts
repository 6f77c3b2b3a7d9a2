import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { expectEquation } from './page.js';
import { test } from './visit.js';

const VIEWS = ['inside', 'learn', 'compare', 'break', 'numbers'];

async function openView(page: Page, view: string): Promise<void> {
  await page.evaluate((view) => (location.hash = `view=${view}`), view);
  await page.locator(`.view .${view}, .view .${view}-view`).waitFor();
}

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test('axe finds nothing in any view', async ({ visit }) => {
    const { page } = await visit('', { colorScheme, reducedMotion: 'reduce' });
    await expectEquation(page, '7 + 5 = 12');
    await page.locator('.backend summary').click();
    await page.evaluate(axe.source);
    for (const view of VIEWS) {
      await openView(page, view);
      await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      expect({ view, found }).toEqual({ view, found: [] });
    }
  });
});

test.for<[string, { width: number; height: number }]>([
  ['a phone of 320 pixels', { width: 320, height: 640 }],
  ['a laptop at 200 %', { width: 640, height: 400 }],
])('nothing has to be scrolled sideways on %s', async ([, viewport], { visit }) => {
  const { page } = await visit('', { viewport });
  await expectEquation(page, '7 + 5 = 12');
  const backend = page.locator('.backend summary');
  for (const view of VIEWS) {
    await openView(page, view);
    const { wide, width } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      width: innerWidth,
    }));
    expect(wide).toBeLessThanOrEqual(width);
    await backend.click();
    const box = (await page.locator('.popover').boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(viewport.width);
    await backend.click();
  }
});
