import { existsSync } from 'node:fs';
import puppeteer, { type Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { PATIENCE } from './page.js';
import { serveSite } from './site.js';
import { TRAINING } from './training.js';

const FIREFOX = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((file) => existsSync(file));

/** The main way through the page. Playwright, which the other tests use, drives only a Firefox of its own. */
test('in Firefox one draws, adds, looks inside, compares and trains', { timeout: 2 * TRAINING }, async ({ skip }) => {
  if (FIREFOX === undefined) skip('Firefox is not here: /usr/bin/firefox-esr or /usr/bin/firefox');
  const site = await serveSite();
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX!, timeout: 120_000 });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(`${site.url}#sample=0`);
    await says(page, '7 + 5 = 12');

    await button(page, 'Clear').click();
    await drawOne(page);
    await says(page, '1 + 5 = 6');
    await page.keyboard.press('8');
    await says(page, '1 + 8 = 9');

    await page.locator('[data-anchor="stage-2"]').click();
    await page.waitForSelector('::-p-xpath(//h4[.="How this number came about"])');
    await page.waitForSelector('.maps canvas');

    await button(page, 'Compare').click();
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('.contender .equation')].filter((e) => e.textContent === '1 + 8 = 9').length ===
        3,
    );

    await button(page, 'Learn').click();
    await button(page, 'Train').click();
    const ended = await page.waitForSelector('[data-testid="ended"]', { timeout: TRAINING });
    expect(await ended!.evaluate((element) => element.textContent)).toMatch(
      /^Trained: 9[789]\.\d* % of the validation sums/,
    );
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
    await site.stop();
  }
});

const button = (page: Page, name: string) => page.locator(`::-p-xpath(//button[normalize-space()="${name}"])`);

const says = (page: Page, equation: string) =>
  page.waitForFunction(
    (expected) => document.querySelector('[data-testid="equation"]')?.textContent === expected,
    {},
    equation,
  );

/** Draws a 1: a stroke downwards. */
async function drawOne(page: Page): Promise<void> {
  const { x, y, width, height } = (await (await page.waitForSelector('.pad canvas'))!.boundingBox())!;
  await page.mouse.move(x + 0.55 * width, y + 0.15 * height);
  await page.mouse.down();
  await page.mouse.move(x + 0.47 * width, y + 0.85 * height, { steps: 12 });
  await page.mouse.up();
}
