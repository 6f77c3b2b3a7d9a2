import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { test as base } from 'vitest';
import { launchChromium, type ChromiumOptions } from './chromium.js';
import { openPage } from './page.js';
import type { OpenPage } from './page.js';
import { serveSite } from './site.js';
import type { Site } from './site.js';

interface Fixtures {
  /** One Chromium for the tests of a file, with WebGL by software, and WebAssembly. */
  readonly browser: Browser;
  /** The built page, for the tests of a file. */
  readonly site: Site;
  /** Opens the page, in a profile that ends with the test; what is given follows the page's address. */
  readonly visit: (address?: string, options?: BrowserContextOptions) => Promise<OpenPage>;
  /** Starts a Chromium that has only some capabilities. It ends with the test. */
  readonly launch: (options?: ChromiumOptions) => Promise<Browser>;
}

/** A test that visits the page. */
export const test = base.extend<Fixtures>({
  browser: [
    async ({}, use) => {
      const browser = await launchChromium();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  site: [
    async ({}, use) => {
      const site = await serveSite();
      await use(site);
      await site.stop();
    },
    { scope: 'file' },
  ],
  visit: async ({ browser, site }, use) => {
    const opened: OpenPage[] = [];
    await use(async (address = '', options = {}) => {
      const page = await openPage(browser, `${site.url}${address}`, options);
      opened.push(page);
      return page;
    });
    await Promise.all(opened.map(({ page }) => page.context().close()));
  },
  launch: async ({}, use) => {
    const launched: Browser[] = [];
    await use(async (options) => {
      const browser = await launchChromium(options);
      launched.push(browser);
      return browser;
    });
    await Promise.all(launched.map((browser) => browser.close()));
  },
});

/** What the page says that it runs on. */
export const runsOn = (page: Page) => page.locator('.backend summary').innerText();
