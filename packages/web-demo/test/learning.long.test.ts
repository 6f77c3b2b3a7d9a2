import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { barsOf, expectEquation } from './page.js';
import { accuracyOf, choose, train, TRAINING } from './training.js';
import { test } from './visit.js';

describe('training', { timeout: 2 * TRAINING }, () => {
  test('learns to over 90 %, shows how, answers, is kept and used again', async ({ visit }) => {
    const { page, problems } = await visit('#view=learn');
    await expectEquation(page, '7 + 5 = 12');
    const shipped = await barsOf(page, 'sum');
    await choose(page);
    await train(page);
    await expect.poll(() => page.getByTestId('speed').innerText()).toMatch(/images\/s, \d+ s left/);
    const accuracy = await accuracyOf(page, 'sums');
    expect(accuracy).toBeGreaterThan(90);
    expect(accuracy).toBeLessThan(100);
    const counts = page.locator('.confusion tbody td');
    await expect
      .poll(async () => (await counts.allInnerTexts()).reduce((sum, text) => sum + Number(text), 0))
      .toBe(1500);
    await page.getByText('exact-fast, seed 1, 2 epochs').waitFor();
    await expect.poll(() => page.getByRole('radio', { name: 'yours' }).isChecked()).toBe(true);
    await expect.poll(() => barsOf(page, 'sum')).not.toEqual(shipped);
    await expectEquation(page, '7 + 5 = 12');

    const [json, weights] = await Promise.all([
      page.waitForEvent('download', (download) => download.suggestedFilename() === 'model.json'),
      page.waitForEvent('download', (download) => download.suggestedFilename() === 'weights.bin'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    const bars = await barsOf(page, 'sum');
    await page.getByRole('button', { name: 'Keep in this browser' }).click();
    await page.getByRole('button', { name: 'Use exact-fast, seed 1, 2 epochs' }).waitFor();
    await page.reload();
    await expectEquation(page, '7 + 5 = 12');
    await page.getByRole('button', { name: 'Use exact-fast, seed 1, 2 epochs' }).click();
    await expect.poll(() => barsOf(page, 'sum')).toEqual(bars);

    await page.getByRole('radio', { name: 'exact' }).check();
    await expect.poll(() => barsOf(page, 'sum')).not.toEqual(bars);
    await page.getByLabel('The files of a model').setInputFiles(
      await Promise.all(
        [json, weights].map(async (download) => ({
          name: download.suggestedFilename(),
          mimeType: 'application/octet-stream',
          buffer: readFileSync(await download.path()),
        })),
      ),
    );
    await expect.poll(() => barsOf(page, 'sum')).toEqual(bars);
    await page.getByRole('button', { name: 'Forget exact-fast, seed 1, 2 epochs' }).click();
    await expect.poll(() => page.locator('.kept').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('learns digits from nothing but the sums of images, and then from changed images', async ({ visit }) => {
    const { page, problems } = await visit('#view=learn');
    for (const recipe of ['addition', 'exact-small']) {
      await choose(page, { recipe, epochs: '1' });
      await train(page);
      await page.getByText(`${recipe}, seed 1, 1 epoch`, { exact: true }).waitFor({ timeout: TRAINING });
      expect(await accuracyOf(page, 'sums')).toBeGreaterThan(70);
      await expectEquation(page, '7 + 5 = 12');
    }
    expect(problems).toEqual([]);
  });

  test('runs on WebGL as well, and reads digits only where the recipe does', async ({ visit }) => {
    const { page, problems } = await visit('#view=learn');
    await choose(page, { recipe: 'mlp-128-64', epochs: '1', backend: 'webgl' });
    await train(page);
    await accuracyOf(page, 'digits');
    await expectEquation(page, /^\d \+ 5 = –$/);
    expect(problems).toEqual([]);
  });
});
