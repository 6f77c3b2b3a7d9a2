import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMnist } from '@mnist-adder/dataset/node';
import { openPredictor } from '@mnist-adder/backends';
import { describe, expect } from 'vitest';
import { barsOf, expectEquation } from './page.js';
import { choose, train, TRAINING, type } from './training.js';
import { test } from './visit.js';

const SHIPPED = dirname(fileURLToPath(import.meta.resolve('@mnist-adder/models/adder-small/model.json')));
const modelFiles = (change: (name: string, bytes: Buffer) => Buffer = (_, bytes) => bytes) =>
  ['model.json', 'weights.bin'].map((name) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: change(name, readFileSync(join(SHIPPED, name))),
  }));

describe('training', { timeout: 2 * TRAINING }, () => {
  test('pauses, goes on, and is stopped with what it has learnt; the page moves on meanwhile', async ({ visit }) => {
    const { page, problems } = await visit('#view=learn');
    await choose(page, { epochs: '50' });
    await train(page);
    const speed = page.getByTestId('speed');
    await expect.poll(() => speed.innerText()).toMatch(/images\/s/);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(() => speed.innerText()).toMatch(/^Paused\./);
    // The step under way, and what was already on its way to the page, may still come.
    await expect
      .poll(async () => {
        const paused = await speed.innerText();
        await page.waitForTimeout(500);
        return (await speed.innerText()) === paused;
      })
      .toBe(true);
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => speed.innerText()).not.toMatch(/^Paused\./);
    // What the network in use answers is none of the training's business.
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page.keyboard.press('3');
    await expectEquation(page, '7 + 3 = 10');
    await expect.poll(() => page.title()).toMatch(/^Training \d+ % · /);
    // The header leads back to it.
    await page.getByRole('button', { name: /^Training \d+ %$/ }).click();
    await expect.poll(() => page.getByTestId('own-reading').innerText()).toMatch(/^\d \+ 3 = \d+/);
    expect(await page.locator('.read-images li').count()).toBeGreaterThanOrEqual(40);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => page.getByTestId('ended').innerText()).toMatch(/^Stopped/);
    await page
      .getByTestId('own-model')
      .getByText(/^exact-fast, seed 1, stopped at step \d+ of 1150$/)
      .waitFor();
    expect(await page.title()).not.toMatch(/Training/);
    // A reading stays with the drawing and the addend that it is of.
    await page.keyboard.press('4');
    expect(await page.getByTestId('own-reading').innerText()).toMatch(/^\d \+ 3 = /);
    expect(await page.getByRole('button', { name: /^Training/ }).count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('is stopped while MNIST is fetched, and leaving the page asks until then', async ({ visit }) => {
    const { page } = await visit('#view=learn');
    let asked = 0;
    await page.route('**/digits/train-*', () => {
      // It never answers.
      asked++;
    });
    await train(page);
    await expect.poll(() => asked).toBe(2);
    const question = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await question;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped before the first step.').waitFor();
    expect(await page.getByRole('button', { name: 'Train', exact: true }).isEnabled()).toBe(true);
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => page.isClosed()).toBe(true);
  });

  test('says in one sentence what is wrong with a setting, and does not begin', async ({ visit }) => {
    const { page } = await visit('#view=learn');
    await choose(page, { epochs: '0' });
    const problem = page.locator('.training-form [role=alert]');
    expect(await problem.innerText()).toBe('Epochs are a whole number from 1 to 50. Found: 0.');
    await train(page);
    expect(await page.getByText('No training yet.').count()).toBe(1);
    await type(page, 'Epochs', '2');
    await type(page, 'Learning rate, at most', 'fast');
    expect(await problem.innerText()).toBe('The learning rate is a number above 0 and up to 10. Found: fast.');
    // A preset sets everything.
    await page.getByText('Sums only').click();
    expect(await problem.count()).toBe(0);
    expect(await page.getByRole('combobox', { name: 'Recipe' }).inputValue()).toBe('addition');
    expect(await page.getByRole('radio', { name: /^Sums only/ }).isChecked()).toBe(true);
    await type(page, 'Epochs', '1');
    expect(await page.getByRole('radio', { name: /^Sums only/ }).isChecked()).toBe(false);
  });
});

describe('a model of the trainer in Node', () => {
  test('gives the same in the page, to 1e-4', async ({ visit }) => {
    const { page } = await visit();
    await expectEquation(page, '7 + 5 = 12');
    const files = modelFiles().map(({ name, buffer }) => ({ name, bytes: buffer.toString('base64') }));
    await page.evaluate((files) => {
      const dropped = new DataTransfer();
      for (const { name, bytes } of files) {
        dropped.items.add(new File([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))], name));
      }
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
    }, files);
    await expect
      .poll(() =>
        page
          .getByRole('radio', { name: 'yours' })
          .isChecked()
          .catch(() => false),
      )
      .toBe(true);
    const predictor = await openPredictor(SHIPPED);
    const { test: images } = await readMnist();
    for (const [name, index] of [
      ['a 7', 0],
      ['a 2', 1],
      ['a 1', 2],
      ['a 0', 3],
    ] as const) {
      await page.getByRole('button', { name, exact: true }).click();
      await expectEquation(page, new RegExp(`^${name.slice(2)} `));
      const pixels = images.images.subarray(index * 784, (index + 1) * 784);
      const [expected] = await predictor.predictPairs({ images: pixels, addends: [5] });
      for (const [kind, values] of [
        ['digit', expected!.digitProbabilities],
        ['sum', expected!.sumProbabilities],
      ] as const) {
        (await barsOf(page, kind)).forEach((value, i) => {
          expect(Math.abs(value - values[i]!)).toBeLessThan(1e-4);
        });
      }
    }
    await predictor.dispose();
  });

  test.for<[string, ReturnType<typeof modelFiles>, RegExp]>([
    [
      'is cut off',
      modelFiles((name, bytes) => (name === 'weights.bin' ? bytes.subarray(1) : bytes)),
      /^weights\.bin is cut off: copy all of its files again, or train it again\./,
    ],
    [
      'is no JSON',
      modelFiles((name, bytes) => (name === 'model.json' ? Buffer.from('{') : bytes)),
      /^model\.json is no model, or it is damaged: choose a model that mnist-adder saved\./,
    ],
    [
      'lacks a file',
      modelFiles().slice(0, 1),
      /model\.json has its weights in weights\.bin: choose all at once \(found: model\.json\)\./,
    ],
  ])('that %s says so, and the one before answers on', async ([, files, sentence], { visit }) => {
    const { page } = await visit('#view=learn');
    await expectEquation(page, '7 + 5 = 12');
    await page.getByLabel('The files of a model').setInputFiles(files);
    await page.getByText(sentence).waitFor();
    await page.keyboard.press('6');
    await expectEquation(page, '7 + 6 = 13');
    expect(await page.getByRole('radio', { name: 'yours' }).count()).toBe(0);
  });

  test('is not kept where there is no room, and the page says what to do', async ({ visit, site }) => {
    const { page } = await visit('#view=learn');
    await expectEquation(page, '7 + 5 = 12');
    await page.getByLabel('The files of a model').setInputFiles(modelFiles());
    await page.getByTestId('own-model').waitFor();
    const protocol = await page.context().newCDPSession(page);
    await protocol.send('Storage.overrideQuotaForOrigin', { origin: new URL(site.url).origin, quotaSize: 10_000 });
    await page.getByRole('button', { name: 'Keep in this browser' }).click();
    await page
      .getByText('The model was not saved: this browser has no room left for the page. Download it instead.')
      .waitFor();
  });

  test('that is kept is seen by other tabs, and no other model of its name replaces it', async ({ visit, site }) => {
    const { page } = await visit('#view=learn');
    const other = await page.context().newPage();
    await other.goto(`${site.url}#view=learn`);
    await other.locator('.models').waitFor();
    const keep = async (name: string) => {
      const shipped = dirname(fileURLToPath(import.meta.resolve(`@mnist-adder/models/${name}/model.json`)));
      await expectEquation(page, '7 + 5 = 12');
      const files = ['model.json', 'weights.bin'].map((file) => join(shipped, file));
      await page.getByLabel('The files of a model').setInputFiles(files);
      await page.getByTestId('own-model').getByText(`${name},`).waitFor();
      await page.getByRole('button', { name: 'Keep in this browser' }).click();
    };
    const kept = () => other.locator('.kept li > span').allInnerTexts();
    await keep('adder-small');
    await expect.poll(kept).toEqual(['from files']);
    await keep('exact-small');
    await expect.poll(kept).toEqual(['from files', 'from files (2)']);
    // The same model again is the same.
    await keep('exact-small');
    await page.getByRole('button', { name: 'Forget from files', exact: true }).click();
    await expect.poll(kept).toEqual(['from files (2)']);
  });
});
