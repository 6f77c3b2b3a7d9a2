import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Fills the form of the training in. */
export const choose = async (
  page: Page,
  { recipe = 'exact-fast', images = '6000', epochs = '2', backend = 'wasm' } = {},
) => {
  const more = page.locator('.more-settings');
  if ((await more.getAttribute('open')) === null) await more.locator('summary').click();
  await page.getByRole('combobox', { name: 'Recipe' }).selectOption(recipe);
  await page.getByRole('combobox', { name: 'Images', exact: true }).selectOption(images);
  await type(page, 'Epochs', epochs);
  await page.getByRole('combobox', { name: 'Runs on' }).selectOption(backend);
};

/** Types into a field of the form, and leaves it. */
export const type = async (page: Page, label: string, text: string) => {
  await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel(label, { exact: true }).press('Tab');
};

/** Begins the training. */
export const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true }).click();

/** Waits until the training has a checkpoint that the browser keeps. */
export const untilKept = (page: Page) =>
  expect
    .poll(() =>
      page.evaluate(async () => {
        // Opening it would create it, and the page could not.
        if (!(await indexedDB.databases()).some(({ name }) => name === 'mnist-adder-run')) return 0;
        const opening = indexedDB.open('mnist-adder-run');
        await new Promise((resolve) => (opening.onsuccess = resolve));
        const counting = opening.result.transaction('run').objectStore('run').count();
        await new Promise((resolve) => (counting.onsuccess = resolve));
        opening.result.close();
        return counting.result;
      }),
    )
    // The run itself, and a checkpoint.
    .toBeGreaterThan(1);

/** The weights of the model in use, as they are downloaded. */
export async function downloadWeights(page: Page): Promise<Buffer> {
  const [weights] = await Promise.all([
    page.waitForEvent('download', (download) => download.suggestedFilename() === 'weights.bin'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  return readFile(await weights.path());
}

/** Milliseconds after which a training of a few thousand images has certainly ended. */
export const TRAINING = 400_000;

/** Waits until the training has ended well, and says how many per cent of the validation images it gets right. */
export async function accuracyOf(page: Page, kind: 'sums' | 'digits'): Promise<number> {
  const sentence = new RegExp(`^Trained: ([\\d.]+) % of the validation ${kind} right, at [\\d,]+ images/s`);
  const ended = page.getByTestId('ended');
  await ended.filter({ hasText: sentence }).waitFor({ timeout: TRAINING });
  return Number(sentence.exec(await ended.innerText())![1]);
}
