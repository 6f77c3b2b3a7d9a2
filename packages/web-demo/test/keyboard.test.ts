import { expect } from 'vitest';
import { expectEquation } from './page.js';
import { test } from './visit.js';

test('without a mouse: a sample, an addend, pixels, the views; each with a focus that is seen', async ({ visit }) => {
  const { page, problems } = await visit();
  await expectEquation(page, '7 + 5 = 12');
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      // What is invisible shows its focus on the text beside it.
      const shown = element.matches('.numbers input') ? element.nextElementSibling! : element;
      return {
        name: element.getAttribute('aria-label') ?? element.innerText,
        outline: getComputedStyle(shown).outlineStyle,
      };
    });
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement === document.body)) continue;
      const { name: reached, outline } = await focused();
      expect(`${reached}: ${outline}`).not.toMatch(/: none$/);
      if (name.test(reached)) return;
    }
    throw new Error(`No ${name.source} is reached.`);
  };
  await tabTo(/^a 3$/);
  await page.keyboard.press('Enter');
  await expectEquation(page, '3 + 5 = 8');
  await page.keyboard.press('9');
  await expectEquation(page, '3 + 9 = 12');

  // A stroke from top to bottom, pixel by pixel.
  await page.getByRole('button', { name: 'Clear' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Pixels' }).focus();
  await page.keyboard.press('Enter');
  for (let reached = ''; !reached.startsWith('Row');) {
    await page.keyboard.press('Shift+Tab');
    reached = (await focused()).name;
  }
  for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  for (let i = 0; i < 18; i++) await page.keyboard.press('Shift+ArrowDown');
  await expectEquation(page, '1 + 9 = 10');
  await expect.poll(async () => (await focused()).name).toMatch(/^Row 24, column 15: ink\./);
  await expect
    .poll(() => page.locator('.readout [role=status]').innerText())
    .toMatch(/^1 plus 9 is 10, \d+(\.\d)? % sure$/);

  await tabTo(/^Look inside$/);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.getByRole('tab', { selected: true }).innerText()).toBe('Learn');
  await page.keyboard.press('ArrowLeft');
  await page.locator('.layer').first().waitFor();
  const toolbar = () => page.evaluate(() => document.activeElement?.closest('.maps')?.getAttribute('aria-label'));
  // Maps are made when they come near.
  await page.getByLabel('Layer conv_1').scrollIntoViewIfNeeded();
  await page.getByLabel('Feature maps of conv_1').waitFor();
  for (let presses = 0; presses < 20 && (await toolbar()) !== 'Feature maps of conv_1'; presses++) {
    await page.keyboard.press('Tab');
  }
  expect(await toolbar()).toBe('Feature maps of conv_1');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await page.getByText('conv_1, map 24 of 24').waitFor();
  expect(problems).toEqual([]);
});

test('what is written into a field is no addend', async ({ visit }) => {
  const { page } = await visit('#view=learn');
  await expectEquation(page, '7 + 5 = 12');
  await page.getByText('More settings').click();
  await page.getByLabel('Seed').fill('3');
  await page.getByLabel('Seed').press('4');
  await expectEquation(page, '7 + 5 = 12');
});

test('the words of a head and the choice of backends appear, and leave with Escape or a click elsewhere', async ({
  visit,
}) => {
  const { page, problems } = await visit('#sample=0');
  await expectEquation(page, '7 + 5 = 12');
  const words = page.getByRole('tooltip').filter({ hasText: 'They may contradict each other.' });
  await page.locator('.segment', { hasText: 'concat' }).hover();
  await words.waitFor();
  await page.mouse.move(0, 0);
  await words.waitFor({ state: 'hidden' });
  await page.getByRole('radio', { name: 'exact', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await words.waitFor();
  await page.keyboard.press('Escape');
  await words.waitFor({ state: 'hidden' });

  const summary = page.locator('.backend summary');
  const choices = page.getByRole('group', { name: 'The network runs on' });
  await summary.click();
  await choices.waitFor();
  await page.keyboard.press('Escape');
  await choices.waitFor({ state: 'hidden' });
  expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  await summary.click();
  await choices.waitFor();
  await page.getByRole('heading', { level: 1 }).click();
  await choices.waitFor({ state: 'hidden' });
  expect(problems).toEqual([]);
});
