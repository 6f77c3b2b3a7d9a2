import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './visit.js';

/** Strokes of a digit, in parts of its height; x begins at its left edge. */
const ONE = [
  [
    [0.1, 0],
    [0.1, 1],
  ],
] as const;
const SEVEN = [
  [
    [0, 0],
    [0.55, 0],
    [0.2, 1],
  ],
] as const;

interface Place {
  /** Of the pad's height. */
  readonly left: number;
  readonly height: number;
}

/** Draws with the mouse on a pad. */
async function draw(page: Page, pad: string, digit: typeof ONE | typeof SEVEN, { left, height }: Place): Promise<void> {
  const canvas = page.locator(pad);
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  const top = (1 - height) / 2;
  for (const stroke of digit) {
    const points = stroke.map(([x, y]) => [
      box.x + box.height * (left + height * x),
      box.y + box.height * (top + height * y),
    ]);
    await page.mouse.move(points[0]![0]!, points[0]![1]!);
    await page.mouse.down();
    for (const [x, y] of points.slice(1)) await page.mouse.move(x!, y!, { steps: 12 });
    await page.mouse.up();
  }
}

const equation = async (page: Page) =>
  (await page.getByTestId('numbers-equation').innerText()).replaceAll(/\s+/g, ' ').trim();

const FIRST = '[aria-label="The first number"] .pad canvas';
const SECOND = '[aria-label="The second number"] .pad canvas';

test('two numbers are drawn, read digit by digit, and added', async ({ visit }) => {
  const { page, problems } = await visit('#view=numbers&backend=wasm');
  await page.locator(FIRST).waitFor();
  await draw(page, FIRST, ONE, { left: 0.4, height: 0.6 });
  await draw(page, FIRST, SEVEN, { left: 0.9, height: 0.6 });
  await draw(page, SECOND, SEVEN, { left: 0.4, height: 0.6 });
  await draw(page, SECOND, SEVEN, { left: 1, height: 0.6 });
  await draw(page, SECOND, ONE, { left: 1.7, height: 0.6 });
  await expect.poll(() => equation(page)).toBe('17 + 771 = 788');
  const found = page.getByRole('list', { name: 'Digits of the first number' });
  expect(await found.getByRole('listitem').count()).toBe(2);
  expect(await page.locator('.digit-box').count()).toBe(5);
  expect(await page.locator('.likely-sums li').first().innerText()).toMatch(/^788\s+[\d.]+ %$/);
  // Undo takes the last stroke of the pad that was used last.
  await page.keyboard.press('Control+z');
  await expect.poll(() => equation(page)).toBe('17 + 77 = 94');
  expect(problems).toEqual([]);
});

test('numbers are typed by those who cannot draw, of any size', async ({ visit }) => {
  const { page, problems } = await visit('#view=numbers&backend=wasm');
  await page.getByRole('textbox', { name: 'Type the first number' }).fill('99999999999999999999');
  await page.getByRole('textbox', { name: 'Type the second number' }).fill('1');
  await expect.poll(() => equation(page)).toBe('99999999999999999999 + 1 = 100000000000000000000');
  expect(await page.locator('#view').getByRole('status').innerText()).toContain('100 % sure');
  expect(problems).toEqual([]);
});

test('several digits on the pad for one are not answered, but lead to numbers with what is drawn', async ({
  visit,
}) => {
  const { page, problems } = await visit('#backend=wasm');
  const pad = '.draw .pad canvas';
  await page.locator(pad).waitFor();
  await draw(page, pad, ONE, { left: 0.2, height: 0.5 });
  await draw(page, pad, SEVEN, { left: 0.55, height: 0.5 });
  const button = page.getByRole('button', { name: 'Add them as numbers' });
  await button.waitFor();
  expect(await page.getByTestId('equation').innerText()).toContain('?');
  await button.click();
  await page.getByRole('textbox', { name: 'Type the second number' }).fill('47');
  await expect.poll(() => equation(page)).toBe('17 + 47 = 64');
  await page.locator('.draw').getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => button.count()).toBe(0);
  expect(problems).toEqual([]);
});

test('the view fits a screen of 320 pixels', async ({ visit }) => {
  const { page } = await visit('#view=numbers&backend=wasm', { viewport: { width: 320, height: 600 } });
  await page.locator(SECOND).waitFor();
  await draw(page, FIRST, SEVEN, { left: 0.4, height: 0.6 });
  await page.locator('.found-digits').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
