import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { expectEquation } from './page.js';
import { test } from './visit.js';

/** Opens one part of the machine after the other. */
async function forEachPart(page: Page, look: (part: string) => Promise<void>): Promise<void> {
  const buttons = page.getByRole('navigation', { name: 'Parts of the machine' }).getByRole('button');
  await buttons.first().waitFor();
  for (const part of await buttons.allInnerTexts()) {
    await buttons.getByText(part, { exact: true }).click();
    await page.locator('.part').getByRole('heading', { name: part, exact: true }).waitFor();
    await look(part);
  }
}

describe.each(['exact', 'concat', 'stacked'])('the %s head', (head) => {
  test.for(['light', 'dark'] as const)('axe finds nothing in any part, %s', async (colorScheme, { visit }) => {
    const { page } = await visit(`#head=${head}`, { colorScheme, reducedMotion: 'reduce' });
    await expectEquation(page, '7 + 5 = 12');
    await page.evaluate(axe.source);
    await forEachPart(page, async (part) => {
      const { violations } = await page.evaluate(() =>
        (globalThis as unknown as { axe: typeof axe }).axe.run('.details'),
      );
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      expect({ part, found }).toEqual({ part, found: [] });
    });
  });

  test.for([
    { width: 320, height: 640 },
    { width: 640, height: 400 },
  ])('no part has to be scrolled sideways on $width pixels', async (viewport, { visit }) => {
    const { page } = await visit(`#head=${head}`, { viewport });
    await expectEquation(page, '7 + 5 = 12');
    await forEachPart(page, async (part) => {
      const overflow = () => page.locator('.details').evaluate((details) => details.scrollWidth - details.clientWidth);
      expect({ part, overflow: await overflow() }).toEqual({ part, overflow: 0 });
      // Explanations of words stay within the page too.
      for (const term of await page.locator('.part .term button:visible').all()) {
        await term.focus();
        expect({ part, term: await term.innerText(), overflow: await overflow() }).toMatchObject({ overflow: 0 });
      }
    });
  });
});
