import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

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

/** Waits until the training runs, and has a checkpoint. */
export const untilCheckpoint = (page: Page) => page.getByTestId('rewind-step').waitFor();

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
