import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { barsOf, expectEquation } from './page.js';
import { accuracyOf, choose, downloadWeights, train, TRAINING, untilKept } from './training.js';
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
    await page.getByTestId('own-model').getByText('exact-fast, seed 1, 2 epochs').waitFor();
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

    await page.getByRole('radio', { name: 'exact', exact: true }).check();
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
      await page
        .getByTestId('own-model')
        .getByText(`${recipe}, seed 1, 1 epoch`, { exact: true })
        .waitFor({ timeout: TRAINING });
      expect(await accuracyOf(page, 'sums')).toBeGreaterThan(70);
      await expectEquation(page, '7 + 5 = 12');
    }
    expect(problems).toEqual([]);
  });

  test('is rewound, shows what it answered then, and goes on to the same bytes or to others', async ({ visit }) => {
    const { page, problems } = await visit('#view=learn');
    await expectEquation(page, '7 + 5 = 12');
    await choose(page);
    await train(page);
    await accuracyOf(page, 'sums');
    await page.getByTestId('own-model').getByText('exact-fast, seed 1, 2 epochs').waitFor();
    const whole = await downloadWeights(page);
    const bars = await barsOf(page, 'digit');

    const slider = page.getByRole('slider');
    const steps = await slider.getAttribute('max');
    await slider.fill('0');
    await page
      .getByTestId('own-model')
      .getByText(/seed 1, at step \d+ of 46$/)
      .waitFor();
    await expect.poll(() => barsOf(page, 'digit')).not.toEqual(bars);
    await slider.fill(String(Math.floor(Number(steps) / 2)));
    await page.getByRole('button', { name: 'Go on from here' }).click();
    await accuracyOf(page, 'sums');
    await page.getByTestId('own-model').getByText('exact-fast, seed 1, 2 epochs (2)').waitFor();
    expect((await downloadWeights(page)).equals(whole)).toBe(true);
    await expect.poll(() => barsOf(page, 'digit')).toEqual(bars);

    await slider.fill('0');
    await page.getByRole('textbox', { name: 'Learning rate', exact: true }).fill('0.001');
    await page.getByRole('button', { name: 'Go on from here' }).click();
    await accuracyOf(page, 'sums');
    await page.getByTestId('own-model').getByText('exact-fast, seed 1, 2 epochs (3)').waitFor();
    expect((await downloadWeights(page)).equals(whole)).toBe(false);
    // Each run stays on the curves until it is taken away.
    const runs = page.getByRole('list', { name: 'Runs before' }).getByRole('listitem');
    expect(await runs.count()).toBe(2);
    await page.getByRole('button', { name: 'Remove exact-fast, seed 1, 2 epochs', exact: true }).click();
    expect(await runs.count()).toBe(1);
    expect(problems).toEqual([]);
  });

  test('goes on after a reload, to the same bytes', async ({ visit }) => {
    const { page, problems } = await visit('#view=learn');
    page.on('dialog', (dialog) => void dialog.accept());
    await choose(page);
    await train(page);
    await untilKept(page);
    await page.reload();
    await page.getByTestId('interrupted').waitFor();
    await page.getByRole('button', { name: 'Go on from here' }).click();
    await accuracyOf(page, 'sums');
    await page.getByTestId('own-model').getByText('exact-fast, seed 1, 2 epochs').waitFor();
    const weights = await downloadWeights(page);
    // What is done is not offered again.
    await page.reload();
    await page.getByText('No training yet.').waitFor();
    await choose(page);
    await train(page);
    await accuracyOf(page, 'sums');
    await page.getByTestId('own-model').getByText('exact-fast, seed 1, 2 epochs').waitFor();
    expect((await downloadWeights(page)).equals(weights)).toBe(true);
    expect(problems).toEqual([]);
  });

  test.for(['Read digits, add exactly', 'Learn to add as well', 'Sums only'])(
    'the preset "%s" passes its finish line',
    async (preset, { visit }) => {
      const { page, problems } = await visit('#view=learn');
      await page.getByText(preset).click();
      await train(page);
      expect(await accuracyOf(page, 'sums')).toBeGreaterThan(97);
      expect(await page.getByTestId('finish').innerText()).toMatch(/^Finish line of 9[57] % passed after/);
      await expectEquation(page, '7 + 5 = 12');
      expect(problems).toEqual([]);
    },
  );

  test('runs on WebGL as well, and reads digits only where the recipe does', async ({ visit }) => {
    const { page, problems } = await visit('#view=learn');
    await choose(page, { recipe: 'mlp-128-64', epochs: '1', backend: 'webgl' });
    await train(page);
    await accuracyOf(page, 'digits');
    await expectEquation(page, /^\d \+ 5 = –$/);
    expect(problems).toEqual([]);
  });
});
