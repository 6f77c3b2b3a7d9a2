import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeAll, afterAll, expect, test } from 'vitest';
import { launchChromium } from './chromium.js';
import { expectEquation, openPage } from './page.js';
import { serveSite } from './site.js';
import type { Site } from './site.js';

let browser: Browser;
let site: Site;
beforeAll(async () => {
  site = await serveSite();
});
afterAll(() => site.stop());
afterEach(() => browser.close());

const runsOn = (page: Page) => page.locator('.backend summary').innerText();

test('without WebGL, WebAssembly is taken; asked for, WebGL says that there is none', async () => {
  browser = await launchChromium({ webgl: false });
  const { page } = await openPage(browser, `${site.url}#backend=webgl`);
  await expectEquation(page, '7 + 5 = 12');
  const alert = await page.getByRole('alert').innerText();
  expect(alert).toContain('WebGL cannot be used: this browser has no WebGL 2. WebAssembly is used instead.');
  await expect.poll(() => runsOn(page)).toContain('WebAssembly');
});

test('without WebGL and WebAssembly, plain JavaScript answers and says that it is slow', async () => {
  browser = await launchChromium({ webgl: false, wasm: false });
  const { page } = await openPage(browser, site.url);
  await expectEquation(page, '7 + 5 = 12');
  await expect.poll(() => runsOn(page)).toContain('JavaScript');
  await page.locator('.backend summary').click();
  await page.getByText('Plain JavaScript is used, which is slow: this browser has no WebGL 2').waitFor();
});

test('without WebAssembly, WebGL answers', async () => {
  browser = await launchChromium({ wasm: false });
  const { page } = await openPage(browser, site.url);
  await expectEquation(page, '7 + 5 = 12');
  await expect.poll(() => runsOn(page)).toContain('WebGL');
});

test('on WebGPU, where there is an adapter, the answers are the same', async () => {
  browser = await launchChromium({ webgpu: true });
  const { page } = await openPage(browser, `${site.url}#backend=webgpu`);
  await expectEquation(page, '7 + 5 = 12');
  await expect.poll(() => runsOn(page)).toContain('WebGPU');
});
