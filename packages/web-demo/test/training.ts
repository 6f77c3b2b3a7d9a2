import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Fills the form of the training in. */
export const choose = async (
  page: Page,
  { recipe = 'exact-fast', images = '6000', epochs = '2', backend = 'wasm' } = {},
) => {
  await page.getByRole('combobox', { name: 'Recipe' }).selectOption(recipe);
  await page.getByRole('combobox', { name: 'Images' }).selectOption(images);
  await page.getByLabel('Epochs').fill(epochs);
  await page.getByLabel('Epochs').press('Tab');
  await page.getByRole('combobox', { name: 'Runs on' }).selectOption(backend);
};

/** Begins the training. */
export const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true }).click();

/** Milliseconds after which a training of a few thousand images has certainly ended. */
export const TRAINING = 400_000;

/** Waits until the training has ended well, and says how many per cent of the validation images it gets right. */
export async function accuracyOf(page: Page, kind: 'sums' | 'digits'): Promise<number> {
  const sentence = new RegExp(`^Trained: ([\\d.]+) % of the validation ${kind} right, at [\\d,]+ images/s`);
  const ended = page.getByTestId('ended');
  await ended.waitFor({ timeout: TRAINING });
  await expect.poll(() => ended.innerText()).toMatch(sentence);
  return Number(sentence.exec(await ended.innerText())![1]);
}
