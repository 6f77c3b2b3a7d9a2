import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { drawWithMouse, expectEquation, padOf, STROKES } from './page.js';
import { test } from './visit.js';

describe('with a mouse', () => {
  test('the page opens with an answer, in any folder, and asks nobody else', async ({ visit }) => {
    const { page, problems } = await visit();
    await expectEquation(page, '7 + 5 = 12');
    await page.getByRole('tab', { name: 'Compare' }).click();
    await expect.poll(() => page.locator('.contender .equation').allInnerTexts()).toEqual(Array(3).fill('7 + 5 = 12'));
    await page.getByRole('tab', { name: 'Learn' }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
    expect(problems).toEqual([]);
  });

  test('digits are read where they are drawn: in the middle, small in a corner, and as they grow', async ({
    visit,
  }) => {
    const { page, problems } = await visit();
    await expectEquation(page, '7 + 5 = 12');
    await drawWithMouse(page, STROKES.seven);
    await expectEquation(page, '7 + 5 = 12');
    await page.getByRole('button', { name: 'Clear' }).click();
    await expectEquation(page, '? + 5 = ?');
    await drawWithMouse(page, STROKES.three, { x: 0.04, y: 0.05, width: 0.2, height: 0.3 });
    await expectEquation(page, '3 + 5 = 8');
    await page.getByRole('button', { name: 'Clear' }).click();
    await drawWithMouse(page, STROKES.one, { x: 0.7, y: 0.6, width: 0.2, height: 0.35 });
    await expectEquation(page, '1 + 5 = 6');
    expect(problems).toEqual([]);
  });

  test('every stroke can be taken back, down to what was there first', async ({ visit }) => {
    const { page } = await visit();
    await expectEquation(page, '7 + 5 = 12');
    await drawWithMouse(page, STROKES.one);
    await expectEquation(page, '1 + 5 = 6');
    await drawWithMouse(page, [
      [
        [0, 0],
        [1, 0],
      ],
    ]);
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.click();
    await expectEquation(page, '1 + 5 = 6');
    await undo.click();
    await expectEquation(page, '7 + 5 = 12');
    await expect.poll(() => undo.isDisabled()).toBe(true);
  });

  test('two drawings are added, the second one with all it might be', async ({ visit }) => {
    const { page, problems } = await visit();
    await expectEquation(page, '7 + 5 = 12');
    await page.getByLabel('Draw it too').check();
    // The digit is read all the same.
    await expectEquation(page, '7 + ? = ?');
    await drawWithMouse(page, STROKES.three, { pad: 1 });
    await expectEquation(page, '7 + 3 = 10');
    await page.locator('.details nav').getByRole('button', { name: 'Head' }).click();
    await expect.poll(() => page.locator('.shift-row').count()).toBeGreaterThanOrEqual(1);
    expect(problems).toEqual([]);
  });

  test('a picture is opened, dropped and pasted, and what is none says so', async ({ visit }) => {
    const { page } = await visit('#sample=2');
    await expectEquation(page, '1 + 5 = 6');
    // It shows a 7.
    const icon = readFileSync(new URL('../public/icon-192.png', import.meta.url));
    await page
      .getByLabel('A picture of a digit')
      .setInputFiles({ name: 'icon.png', mimeType: 'image/png', buffer: icon });
    await expectEquation(page, '7 + 5 = 12');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectEquation(page, '1 + 5 = 6');
    for (const event of ['drop', 'paste']) {
      await page.evaluate(
        ({ event, bytes }) => {
          const image = new File([new Uint8Array(bytes)], 'digit.png', { type: 'image/png' });
          const data = new DataTransfer();
          data.items.add(image);
          document.body.dispatchEvent(
            event === 'drop'
              ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
              : new ClipboardEvent('paste', { clipboardData: data, bubbles: true }),
          );
        },
        { event, bytes: [...icon] },
      );
      await expectEquation(page, '7 + 5 = 12');
      await page.getByRole('button', { name: 'Undo' }).click();
      await expectEquation(page, '1 + 5 = 6');
    }
    const wrong = { name: 'note.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
    await page.getByLabel('A picture of a digit').setInputFiles(wrong);
    await page
      .getByText('note.png is not a picture that this browser can read: use a PNG, JPEG or WebP file.')
      .waitFor();
  });
});

test('a finger draws and does not scroll', async ({ visit }) => {
  const phone = { viewport: { width: 360, height: 700 }, hasTouch: true, isMobile: true };
  const { page, problems } = await visit('', phone);
  await expectEquation(page, '7 + 5 = 12');
  const box = (await padOf(page).boundingBox())!;
  const touch = await page.context().newCDPSession(page);
  const at = (x: number, y: number) => ({ x: box.x + box.width * x, y: box.y + box.height * y });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at(0.5, 0.9)] });
  for (let step = 1; step <= 14; step++) {
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [at(0.5, 0.9 - 0.055 * step)] });
  }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expectEquation(page, '1 + 5 = 6');
  expect(await page.evaluate(() => scrollY)).toBe(0);
  // The answer is in sight of the pad.
  const answer = (await page.getByTestId('equation').boundingBox())!;
  expect(answer.y).toBeGreaterThanOrEqual(0);
  expect(answer.y + answer.height).toBeLessThan(700);
  expect(problems).toEqual([]);
});

test('an address gives back what is shown', async ({ visit }) => {
  const { page } = await visit('#add=4&head=concat&backend=cpu&sample=4&seed=9&view=learn');
  await expectEquation(page, '4 + 4 = 8');
  expect(await page.getByRole('radio', { name: 'concat' }).isChecked()).toBe(true);
  expect(await page.locator('.backend summary').innerText()).toContain('JavaScript');
  expect(await page.getByLabel('Seed').inputValue()).toBe('9');
  await page.keyboard.press('7');
  await page.getByRole('tab', { name: 'Look inside' }).click();
  await expect.poll(() => new URL(page.url()).hash).toBe('#add=7&head=concat&backend=cpu&sample=4&seed=9');
  const { page: other } = await visit(new URL(page.url()).hash);
  await expectEquation(other, '4 + 7 = 11');
  await other.context().close();
});
