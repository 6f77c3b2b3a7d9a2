import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { expectEquation } from './page.js';
import { test } from './visit.js';

const partButton = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Parts of the machine' }).getByRole('button', { name, exact: true });

async function open(page: Page, part: string): Promise<void> {
  await partButton(page, part).click();
  await page.locator('.part').getByRole('heading', { name: part, exact: true }).waitFor();
}

/** What an explanation comes to, and what the network has. */
async function valuesOf(page: Page): Promise<{ readonly result: number; readonly own: number }> {
  const conclusion = page.locator('.conclusion').last();
  const value = async (kind: string) => Number(await conclusion.locator(kind).getAttribute('value'));
  return { result: await value('.result'), own: await value('.own') };
}

describe.each([
  ['exact', ['Stage 1', 'Stage 2', 'Stage 3', 'Stage 4', 'Embedding', 'Digit', 'Head', 'Sum']],
  ['concat', ['Stage 1', 'Stage 2', 'Stage 3', 'Stage 4', 'Embedding', 'Digit', 'Head', 'Sum']],
  ['stacked', ['Stage 1', 'Stage 2', 'Stage 3', 'Embedding', 'Digit', 'Head', 'Sum']],
])('the %s head', (head, parts) => {
  test('every part opens, and its number is the network’s', async ({ visit }) => {
    const { page, problems } = await visit(`#head=${head}`);
    await expectEquation(page, '7 + 5 = 12');
    for (const part of parts) {
      await open(page, part);
      const { result, own } = await valuesOf(page);
      expect(Math.abs(result - own)).toBeLessThan(1e-5 * Math.max(1, Math.abs(own)));
    }
    expect(problems).toEqual([]);
  });
});

test('details follow the answer', async ({ visit }) => {
  const { page } = await visit();
  await expectEquation(page, '7 + 5 = 12');
  await open(page, 'Sum');
  await page.getByRole('heading', { name: 'How the sum 12 got 99.8 %' }).waitFor();
  await page.keyboard.press('9');
  await page.getByRole('heading', { name: /^How the sum 16 got/ }).waitFor();
  await open(page, 'Head');
  await page.getByText('Adding 9 moves the probability').waitFor();
  await page.getByText('Digit 7 and addend 9 make 16').waitFor();
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByText('Draw a digit to see its numbers.').waitFor();
});

test('without a mouse: a map, a place in it, what made its number, and what the words mean', async ({ visit }) => {
  const { page } = await visit();
  await expectEquation(page, '7 + 5 = 12');
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      return element.getAttribute('aria-label') ?? element.innerText;
    });
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      if (name.test(await focused())) return;
    }
    throw new Error(`No ${name.source} is reached.`);
  };
  await page.getByRole('tab', { selected: true }).focus();
  await tabTo(/^Stage 2$/);
  await page.keyboard.press('Enter');
  await page.locator('.part').getByRole('heading', { name: 'Stage 2' }).waitFor();
  await page.keyboard.press('Tab');
  await tabTo(/^filter$/);
  const explanation = page.getByText('A small grid of weights.').first();
  await explanation.waitFor({ state: 'visible' });
  await page.keyboard.press('Escape');
  await explanation.waitFor({ state: 'hidden' });

  await page.getByLabel('Feature maps of conv_2').getByRole('button').first().focus();
  await page.keyboard.press('End');
  await page.getByText('conv_2, map 64 of 64').waitFor();
  await tabTo(/^conv_2, map 64 of 64, row/);
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  await expect.poll(focused).toMatch(/row 1, column 1: [−\d.]+\. Arrow keys move\.$/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).toMatch(/row 2, column 2/);
  await expect.poll(() => page.locator('.grids').count()).toBe(3);
  await page.getByText(/^21 others: [+−]/).waitFor();
  await tabTo(/^Show more$/);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.grids').count()).toBe(11);
  const { result, own } = await valuesOf(page);
  expect(Math.abs(result - own)).toBeLessThan(1e-5);
});
