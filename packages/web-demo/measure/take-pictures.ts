import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../test/chromium.js';
import { drawWithMouse, expectEquation, openPage, STROKES } from '../test/page.js';
import { serveSite } from '../test/site.js';

const FOLDER = fileURLToPath(new URL('../images/', import.meta.url));

/** Takes the READMEs' pictures of the built page. */
export async function run(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const site = await serveSite();
  const browser = await launchChromium();
  try {
    const { page: desktop } = await openPage(browser, site.url, { viewport: { width: 1200, height: 1360 } });
    await expectEquation(desktop, '7 + 5 = 12');
    await drawWithMouse(desktop, STROKES.three);
    await expectEquation(desktop, '3 + 5 = 8');
    await desktop.locator('.map').nth(8).hover();
    await desktop.evaluate(() => {
      window.scrollTo(0, 0);
    });
    await desktop.waitForTimeout(1500);
    await desktop.screenshot({ path: `${FOLDER}desktop.png` });

    const phoneOptions = {
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      hasTouch: true,
      isMobile: true,
    };
    const { page: phone } = await openPage(browser, `${site.url}#sample=4&add=9`, phoneOptions);
    await expectEquation(phone, '4 + 9 = 13');
    await phone.waitForTimeout(1000);
    await phone.screenshot({ path: `${FOLDER}phone.png` });

    const dark = { viewport: { width: 1200, height: 844 }, colorScheme: 'dark' as const };
    const { page: learning } = await openPage(browser, `${site.url}#view=learn`, dark);
    await learning.getByRole('combobox', { name: 'Recipe' }).selectOption('adder-fast');
    await learning.getByLabel('Epochs').fill('2');
    await learning.getByLabel('Epochs').press('Tab');
    await learning.getByRole('button', { name: 'Train', exact: true }).click();
    await learning.getByTestId('ended').waitFor({ timeout: 120_000 });
    await learning.locator('.tabs').evaluate((tabs) => {
      tabs.scrollIntoView();
    });
    await learning.waitForTimeout(500);
    await learning.screenshot({ path: `${FOLDER}learning.png` });
  } finally {
    await browser.close();
    await site.stop();
  }
}
