import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../test/chromium.js';
import { drawWithMouse, expectEquation, openPage, STROKES } from '../test/page.js';
import { serveSite } from '../test/site.js';
import { train } from '../test/training.js';

const PUBLIC = fileURLToPath(new URL('../public/', import.meta.url));
const FOLDER = fileURLToPath(new URL('../images/', import.meta.url));

/** A hand-made 3 as the page's own strokes are: smooth, in the middle of the pad. */
const THREE = { x: 0.32, y: 0.2, width: 0.36, height: 0.6 };

/** Takes the READMEs' pictures of the built page, and the one that others show beside a link to it. */
export async function run(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const site = await serveSite();
  const browser = await launchChromium();
  const shoot = async (name: string, page: Page, folder = FOLDER) => {
    await page.mouse.move(0, 0);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `${folder}${name}.png` });
    await page.context().close();
  };
  const open = (hash: string, options: BrowserContextOptions) =>
    openPage(browser, `${site.url}${hash}`, { reducedMotion: 'reduce', ...options });
  const drawn = async (options: BrowserContextOptions) => {
    const { page } = await open('', options);
    await expectEquation(page, '7 + 5 = 12');
    await page.getByRole('button', { name: 'Clear' }).click();
    await drawWithMouse(page, STROKES.three, THREE);
    await expectEquation(page, '3 + 5 = 8');
    return page;
  };
  try {
    const desktop = await drawn({ viewport: { width: 1280, height: 1240 } });
    await desktop.locator('.maps .map').nth(9).click();
    await shoot('desktop', desktop);
    await shoot('dark', await drawn({ viewport: { width: 1280, height: 660 }, colorScheme: 'dark' }));
    await shoot('preview', await drawn({ viewport: { width: 1200, height: 630 } }), PUBLIC);

    const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
    const { page: onPhone } = await open('#sample=4&add=9', phone);
    await expectEquation(onPhone, '4 + 9 = 13');
    await shoot('phone', onPhone);

    const { page: learned } = await open('#sample=18&head=stacked', { viewport: { width: 1280, height: 660 } });
    await expectEquation(learned, /^\d \+ 5 = \d+$/);
    await shoot('sums', learned);

    const { page: learning } = await open('#view=learn', {
      viewport: { width: 1280, height: 900 },
      colorScheme: 'dark',
    });
    await train(learning);
    await learning.getByTestId('ended').waitFor({ timeout: 240_000 });
    await learning.locator('.tabs').evaluate((tabs) => {
      tabs.scrollIntoView();
    });
    await shoot('learning', learning);
  } finally {
    await browser.close();
    await site.stop();
  }
}
