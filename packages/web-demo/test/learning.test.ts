import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMnist } from '@mnist-adder/dataset/node';
import { openPredictor } from '@mnist-adder/backends';
import { describe, expect } from 'vitest';
import { barsOf, expectEquation } from './page.js';
import { choose, train, TRAINING } from './training.js';
import { test } from './visit.js';

const SHIPPED = dirname(fileURLToPath(import.meta.resolve('@mnist-adder/models/adder-small/model.json')));
const WEIGHT_BYTES = statSync(join(SHIPPED, 'weights.bin')).size;
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
    await page.getByRole('tab', { name: 'Compare heads' }).click();
    await page.keyboard.press('3');
    await expectEquation(page, '7 + 3 = 10');
    await page.getByRole('tab', { name: 'Learn here' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => page.getByTestId('ended').innerText()).toMatch(/^Stopped/);
    await page.getByText('exact-fast, seed 1, 50 epochs').waitFor();
    expect(problems).toEqual([]);
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
      new RegExp(
        `the files/weights\\.bin cannot be used: expected ${WEIGHT_BYTES} bytes, found ${WEIGHT_BYTES - 1}\\.`,
      ),
    ],
    [
      'is no JSON',
      modelFiles((name, bytes) => (name === 'model.json' ? Buffer.from('{') : bytes)),
      /model\.json cannot be used: expected JSON/,
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
});
