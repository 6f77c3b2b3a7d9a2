import axe from 'axe-core';
import { describe, expect } from 'vitest';
import { expectEquation } from './page.js';
import { test } from './visit.js';

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.for(['inside', 'compare', 'learn'])('axe finds nothing in the view %s', async (view, { visit }) => {
    const { page } = await visit(`#view=${view}`, { colorScheme, reducedMotion: 'reduce' });
    await expectEquation(page, '7 + 5 = 12');
    await page.locator('.backend summary').click();
    await page.locator(`.view .${view}`).waitFor();
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });
});

test.for<[string, { width: number; height: number }]>([
  ['a phone of 320 pixels', { width: 320, height: 640 }],
  ['a laptop at 200 %', { width: 640, height: 400 }],
])('nothing has to be scrolled sideways on %s', async ([, viewport], { visit }) => {
  for (const view of ['inside', 'compare', 'learn']) {
    const { page } = await visit(`#view=${view}`, { viewport });
    await expectEquation(page, '7 + 5 = 12');
    await page.locator(`.view .${view}`).waitFor();
    const { wide, width } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      width: innerWidth,
    }));
    expect(wide).toBeLessThanOrEqual(width);
    await page.locator('.backend summary').click();
    const box = (await page.locator('.popover').boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(viewport.width);
  }
});
