import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { barsOf, drawWithMouse, expectEquation, PATIENCE, STROKES } from './page.js';
import { test } from './visit.js';

/** Which of the ten rows of the picture of all sums is marked. */
const CHOSEN_ROW = '.sums-picture li.chosen';

/** A mark that is no digit, each coordinate from 0 to 1. */
const TICK = [
  [0, 0.6],
  [0.3, 1],
  [1, 0],
];

/** The picture of the wires, and how many of its pixels are painted. */
const wires = (page: Page) =>
  page.locator('canvas.wires').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return { picture: canvas.toDataURL(), painted: data.filter((value, i) => i % 4 === 3 && value > 0).length };
  });

test('wires carry the values of the answer, and a row of the sums is the addend', async ({ visit }) => {
  const { page, problems } = await visit('#sample=0');
  await expectEquation(page, '7 + 5 = 12');
  // Their values are tested without a browser, in `bundles.test.ts`.
  await expect.poll(async () => (await wires(page)).painted).toBeGreaterThan(3000);
  const before = await wires(page);
  await expect.poll(() => page.locator(CHOSEN_ROW).innerText()).toBe('+5');

  const picture = page.getByRole('img', { name: 'The sum with each of the ten addends' });
  const { width, height } = (await picture.boundingBox())!;
  await picture.click({ position: { x: width / 2, y: 0.25 * height } });
  await expectEquation(page, '7 + 2 = 9');
  await expect.poll(() => page.locator(CHOSEN_ROW).innerText()).toBe('+2');
  expect((await wires(page)).picture).not.toBe(before.picture);
  // The most likely sums of a head that adds exactly are a diagonal.
  await page.getByText('concat', { exact: true }).click();
  await expectEquation(page, '7 + 2 = 9');
  expect(problems).toEqual([]);
});

test('a note says that a drawing does not look like a digit, to screen readers too', async ({ visit }) => {
  const { page, problems } = await visit('#sample=0');
  await expectEquation(page, '7 + 5 = 12');
  const note = page.locator('.readout .note', { hasText: 'This does not look like a digit that the network knows.' });
  expect(await note.count()).toBe(0);
  await page.getByRole('button', { name: 'Clear' }).click();
  await drawWithMouse(page, [TICK]);
  await note.waitFor();
  const said = page.locator('.readout [role=status]');
  await expect
    .poll(() => said.innerText())
    .toMatch(/ sure\. This does not look like a digit that the network knows\.$/);
  await page.getByRole('button', { name: 'Clear' }).click();
  await drawWithMouse(page, STROKES.three);
  await expectEquation(page, '3 + 5 = 8');
  await expect.poll(() => note.count()).toBe(0);
  expect(problems).toEqual([]);
});

test('an answer is shown with its own question, and a worker that hangs is started again', async ({ launch, site }) => {
  const browser = await launch();
  const context = await browser.newContext({ serviceWorkers: 'block', reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  // A worker that can be made to keep its answers to itself.
  await page.route(/assets\/worker-.*\.js/, async (route) => {
    const response = await route.fetch({ maxRetries: 3 });
    const silence = `const post = self.postMessage.bind(self);
      self.postMessage = (...message) => { if (!self.isSilent) post(...message); };`;
    await route.fulfill({ response, body: `${silence}\n${await response.text()}` });
  });
  await page.goto(`${site.url}#sample=0`);
  await expectEquation(page, '7 + 5 = 12');
  await page.workers()[0]!.evaluate(() => {
    Object.assign(globalThis, { isSilent: true });
  });
  await page.keyboard.press('3');
  await page.locator('.machine.thinking').waitFor();
  await expectEquation(page, '7 + 5 = 12');
  await page.getByText('The network did not answer for ten seconds. It is started again.').waitFor();
  await expectEquation(page, '7 + 3 = 10');
  await expect.poll(() => page.locator('.machine.thinking').count()).toBe(0);
});

test('a test image is found about which the networks disagree', async ({ visit }) => {
  const { page, problems } = await visit('#sample=0&view=compare');
  await expectEquation(page, '7 + 5 = 12');
  await page.getByRole('button', { name: 'Find a disagreement' }).click();
  await page.getByText(/^Test image \d+ with \+ \d: it shows a \d\.$/).waitFor();
  const sums = async () => new Set(await page.locator('.contender .equation .sum').allInnerTexts()).size;
  await expect.poll(sums).toBeGreaterThan(1);
  expect(problems).toEqual([]);
});

test('a broken image and a broken network are seen, and repaired', async ({ visit }) => {
  const { page, problems } = await visit('#sample=0&view=break');
  await expectEquation(page, '7 + 5 = 12');
  await page.getByText('top half').click();
  await expectEquation(page, /^(?!7 )\d \+ 5 = /);
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Repair' }).click();
  await expectEquation(page, '7 + 5 = 12');
  await page.getByRole('tab', { name: 'Break it' }).click();
  await page.getByLabel('Rotation').fill('180');
  await expectEquation(page, /^(?!7 )\d \+ 5 = /);
  await page.getByRole('button', { name: 'Repair everything' }).click();
  await expectEquation(page, '7 + 5 = 12');
  const before = await barsOf(page, 'digit');
  await page.getByRole('button', { name: 'Channel 1', exact: true }).click();
  await page.getByText('1 of 24 channels are off.').waitFor();
  await expect.poll(() => barsOf(page, 'digit')).not.toEqual(before);
  await page.getByRole('button', { name: 'All on' }).click();
  await expect.poll(() => barsOf(page, 'digit')).toEqual(before);
  expect(problems).toEqual([]);
});
