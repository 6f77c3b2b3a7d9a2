import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { encodeDrawing } from '../src/drawing/drawing-code.js';
import { drawWithMouse, equationOf, expectEquation, padOf, PATIENCE, STROKES } from './page.js';
import { test } from './visit.js';

/** A picture of a 7. */
const ICON = readFileSync(new URL('../public/icon-192.png', import.meta.url));

const hashOf = (page: Page) => new URL(page.url()).hash;
/** The pixels of a pad, as text. */
const inkOf = (page: Page, pad = 0) => padOf(page, pad).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
const sample = (page: Page, pad: '.draw' | '.addend', digit: number) =>
  page.locator(pad).getByRole('button', { name: `a ${digit}` });
const drawToo = (page: Page) => page.getByLabel('Draw it too');

/** Pastes a picture of a 1. */
async function pasteOne(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(100, 100);
    canvas.getContext('2d')!.fillRect(46, 15, 8, 70);
    const data = new DataTransfer();
    data.items.add(new File([await canvas.convertToBlob()], 'one.png', { type: 'image/png' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
}

describe('a reload', () => {
  test('keeps both drawings, the one that is not added too, and the choices', async ({ visit }) => {
    const { page, problems } = await visit('#sample=2');
    await expectEquation(page, '1 + 5 = 6');
    await drawWithMouse(page, STROKES.seven);
    await drawToo(page).check();
    await sample(page, '.addend', 3).click();
    await expectEquation(page, '7 + 3 = 10');
    await page.reload();
    await expectEquation(page, '7 + 3 = 10');
    expect(hashOf(page)).toMatch(/^#plus=\d+&drawing=s[\w-]+$/);
    await page.keyboard.press('8');
    await expectEquation(page, '7 + 8 = 15');
    await page.reload();
    await expectEquation(page, '7 + 8 = 15');
    await drawToo(page).check();
    await expectEquation(page, '7 + 3 = 10');
    expect(problems).toEqual([]);
  });

  test('keeps a picture, pixels and an empty pad', async ({ visit }) => {
    const { page, problems } = await visit();
    await expectEquation(page, '7 + 5 = 12');
    await pasteOne(page);
    await expectEquation(page, '1 + 5 = 6');
    await expect.poll(() => page.evaluate(() => sessionStorage.getItem('first'))).toMatch(/^data:image/);
    await page.reload();
    await expectEquation(page, '1 + 5 = 6');
    await page.getByRole('button', { name: 'Pixels' }).click();
    await padOf(page).click({ position: { x: 20, y: 20 } });
    await expect.poll(() => hashOf(page)).toMatch(/^#drawing=g/);
    const ink = await inkOf(page);
    await page.reload();
    await page.getByRole('button', { name: 'Pixels' }).click();
    // The cursor is where it was.
    await padOf(page).click({ position: { x: 20, y: 20 } });
    await page.keyboard.press('Control+z');
    await expect.poll(() => inkOf(page)).toBe(ink);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.reload();
    await expectEquation(page, '? + 5 = ?');
    expect(problems).toEqual([]);
  });
});

test('back goes to the view or the part before, and leaves what was drawn and chosen since then', async ({ visit }) => {
  const { page, problems } = await visit('#sample=2');
  const selected = () => page.getByRole('tab', { selected: true }).innerText();
  await expectEquation(page, '1 + 5 = 6');
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect.poll(() => hashOf(page)).toBe('#sample=2&view=compare');
  await sample(page, '.draw', 7).click();
  await page.keyboard.press('4');
  await expectEquation(page, '7 + 4 = 11');
  await page.getByRole('tab', { name: 'Look inside' }).click();
  await page.goBack();
  await expect.poll(selected).toBe('Compare');
  await page.goBack();
  await expect.poll(selected).toBe('Look inside');
  await expectEquation(page, '7 + 4 = 11');
  await expect.poll(() => hashOf(page)).toBe('#add=4&sample=0');
  await page.locator('.box', { hasText: 'Embedding' }).click();
  await expect.poll(() => hashOf(page)).toBe('#add=4&sample=0&part=embedding');
  await page.getByRole('heading', { name: 'Embedding', exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Stage 1', exact: true }).waitFor();
  await expect.poll(() => hashOf(page)).toBe('#add=4&sample=0');
  // What a user types is another matter: it is shown, and the drawing before can be had back.
  await page.evaluate(() => (location.hash = 'sample=2'));
  await expectEquation(page, '1 + 5 = 6');
  await page.keyboard.press('Control+z');
  await expectEquation(page, '7 + 5 = 12');
  expect(problems).toEqual([]);
});

test('keys undo and redo on the pad that was used last', async ({ visit }) => {
  const { page } = await visit('#sample=2');
  await sample(page, '.draw', 7).click();
  await expectEquation(page, '7 + 5 = 12');
  await page.keyboard.press('Control+z');
  await expectEquation(page, '1 + 5 = 6');
  await page.keyboard.press('Control+Shift+Z');
  await expectEquation(page, '7 + 5 = 12');
  await page.keyboard.press('Meta+z');
  await page.keyboard.press('Control+y');
  await drawToo(page).check();
  await sample(page, '.addend', 3).click();
  await sample(page, '.addend', 8).click();
  await expectEquation(page, '7 + 8 = 15');
  await page.keyboard.press('Control+z');
  await expectEquation(page, '7 + 3 = 10');
  await padOf(page).click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expectEquation(page, '1 + 3 = 4');
});

test('strokes look the same, painted one after the other or all at once', async ({ visit }) => {
  const { page, problems } = await visit('#drawing=s');
  const lines = [0.1, 0.5, 0.9].map((x) => [
    [x, 0.2],
    [0.9 - x / 2, 0.8],
  ]);
  await drawWithMouse(page, lines);
  const drawn = await inkOf(page);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => inkOf(page)).not.toBe(drawn);
  await page.keyboard.press('Control+z');
  await expect.poll(() => inkOf(page)).toBe(drawn);
  await page.keyboard.press('Control+z');
  await expect.poll(() => inkOf(page)).not.toBe(drawn);
  expect(problems).toEqual([]);
});

test('an undo while the pen is down ends the stroke', async ({ visit }) => {
  const { page } = await visit('#drawing=s');
  await drawWithMouse(page, STROKES.one);
  await expectEquation(page, '1 + 5 = 6');
  const before = await inkOf(page);
  const box = (await padOf(page).boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 80, box.y + 20, { steps: 4 });
  await page.keyboard.press('Control+z');
  await page.mouse.move(box.x + 80, box.y + 90, { steps: 4 });
  await page.mouse.up();
  expect(await inkOf(page)).toBe(before);
});

test('one drag in the pixel editor is undone at once, and so is one line of the keyboard', async ({ visit }) => {
  const { page } = await visit('#drawing=s');
  await expectEquation(page, '? + 5 = ?');
  await page.getByRole('button', { name: 'Pixels' }).click();
  const undo = page.getByRole('button', { name: 'Undo' });
  const empty = await inkOf(page);
  const box = (await padOf(page).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.15);
  await page.mouse.down();
  // So fast that it skips pixels.
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.85, { steps: 3 });
  await page.mouse.up();
  await expectEquation(page, '1 + 5 = 6');
  await undo.click();
  await expectEquation(page, '? + 5 = ?');
  expect(await undo.isDisabled()).toBe(true);

  await padOf(page).focus();
  await page.keyboard.down('Shift');
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowUp');
  await page.keyboard.up('Shift');
  await page.keyboard.press('Control+z');
  await expectEquation(page, '? + 5 = ?');
  expect(await undo.isDisabled()).toBe(true);
  expect(await inkOf(page)).not.toBe(empty);
});

test('a digit key adds the number, and the second drawing comes back', async ({ visit }) => {
  const { page } = await visit('#sample=2');
  await drawToo(page).check();
  await sample(page, '.addend', 3).click();
  await expectEquation(page, '1 + 3 = 4');
  await page.keyboard.press('9');
  await expectEquation(page, '1 + 9 = 10');
  await drawToo(page).check();
  await expectEquation(page, '1 + 3 = 4');
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.locator('.addend .hint').count()).toBe(1);
});

test('the second pad has samples, pictures and pixels, and what is pasted goes to the pad that was used last', async ({
  visit,
}) => {
  const { page, problems } = await visit('#sample=2');
  await drawToo(page).check();
  const second = page.locator('.addend');
  await second.getByRole('button', { name: 'a 4' }).click();
  await expectEquation(page, '1 + 4 = 5');
  await pasteOne(page);
  await expectEquation(page, '1 + 1 = 2');
  await second.getByRole('button', { name: 'Undo' }).click();
  await second.getByRole('button', { name: 'Pixels' }).click();
  await second.locator('.pad canvas').click({ position: { x: 6, y: 6 } });
  await expectEquation(page, /^1 \+ /);
  await second.getByRole('button', { name: 'Undo' }).click();
  await page
    .getByLabel('A picture of the digit to add')
    .setInputFiles({ name: 'icon.png', mimeType: 'image/png', buffer: ICON });
  await expectEquation(page, '1 + 7 = 8');
  await page.locator('.draw').getByRole('button', { name: 'a 3' }).click();
  await pasteOne(page);
  await expectEquation(page, '1 + 7 = 8');
  expect(problems).toEqual([]);
});

test('an address carries both drawings', async ({ visit }) => {
  const codeOf = (strokes: readonly number[][][]) =>
    encodeDrawing({
      type: 'strokes',
      strokes: strokes.map((points) => points.map(([x, y]) => ({ x: 0.3 + 0.4 * x!, y: 0.2 + 0.6 * y! }))),
    })!;
  const address = `#plus=${codeOf(STROKES.seven)}&drawing=${codeOf(STROKES.three)}`;
  const { page, problems } = await visit(address);
  await expectEquation(page, '3 + 7 = 10');
  await page.keyboard.press('4');
  await drawToo(page).check();
  await expect.poll(() => hashOf(page)).toBe(address.replace('#', '#add=4&'));
  expect(problems).toEqual([]);
});

test.for([
  ['no code', '#drawing=%00%ff&plus=', '#plus=s'],
  ['a sample that is not there', '#drawing=sAAAA&sample=9999', ''],
  ['no end', `#drawing=g${'_'.repeat(9999)}`, ''],
] as const)('a hostile address shows the example: %s', async ([, address, cleaned], { visit }) => {
  const { page, problems } = await visit(address);
  await expect.poll(() => hashOf(page)).toBe(cleaned);
  await drawToo(page).uncheck();
  await expectEquation(page, '7 + 5 = 12');
  expect(problems).toEqual([]);
});

describe('the first visit', () => {
  test('a digit draws itself, and is the drawing', async ({ browser, site }) => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    // Frames are drawn when the test says so.
    await page.addInitScript(() => {
      const waiting: FrameRequestCallback[] = [];
      window.requestAnimationFrame = (callback) => waiting.push(callback);
      Object.assign(window, {
        drawFrame(now: number) {
          for (const callback of waiting.splice(0)) callback(now);
        },
      });
    });
    const drawFrame = (now: number) => page.evaluate(`drawFrame(${now})`);
    await page.goto(site.url);
    await drawFrame(1000);
    await drawFrame(1500);
    const half = await inkOf(page);
    await drawFrame(2000);
    await expectEquation(page, '7 + 5 = 12');
    expect(await inkOf(page)).not.toBe(half);
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
    // The first stroke replaces it.
    await drawWithMouse(page, STROKES.one);
    await expectEquation(page, '1 + 5 = 6');
    await page.keyboard.press('Control+z');
    await expectEquation(page, '7 + 5 = 12');
    await context.close();
  });

  test('one can draw before the network is there, and the answer comes when it is', async ({ browser, site }) => {
    const context = await browser.newContext({ serviceWorkers: 'block', reducedMotion: 'reduce' });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const network = new EventEmitter();
    const released = once(network, 'there');
    await page.route(/\/assets\/worker-|\/models\/|\/digits\//, async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(site.url, { waitUntil: 'commit' });
    const blank = await inkOf(page);
    await drawWithMouse(page, STROKES.three);
    expect(await inkOf(page)).not.toBe(blank);
    expect(await equationOf(page)).toBe('? + 5 = ?');
    network.emit('there');
    await expectEquation(page, '3 + 5 = 8');
    await context.close();
  });
});
