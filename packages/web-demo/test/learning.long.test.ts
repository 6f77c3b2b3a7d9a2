import { describe, expect } from 'vitest';
import { expectEquation } from './page.js';
import { accuracyOf, choose, train, TRAINING } from './training.js';
import { test } from './visit.js';

describe('training', { timeout: 2 * TRAINING }, () => {
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
