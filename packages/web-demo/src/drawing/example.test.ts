import { expect, test } from 'vitest';
import { EMPTY, withStroke } from './drawing.js';
import { drawExample, EXAMPLE, exampleUpTo } from './example.js';
import { createSheet } from './sheet.js';

/** A page whose frames are drawn when the test says so. */
function openPage({ reducedMotion = false } = {}) {
  let frame: FrameRequestCallback | undefined;
  return Object.assign(new EventTarget(), {
    matchMedia: () => ({ matches: reducedMotion }) as MediaQueryList,
    requestAnimationFrame(next: FrameRequestCallback) {
      frame = next;
      return 1;
    },
    /** Draws a frame. Returns whether there was one to draw. */
    show(now: number): boolean {
      const next = frame;
      frame = undefined;
      next?.(now);
      return next !== undefined;
    },
  });
}

const lengthOf = (part: number) => {
  const drawing = exampleUpTo(part);
  const [stroke] = drawing.type === 'strokes' ? drawing.strokes : [];
  return stroke!.reduce(
    (sum, { x, y }, i) => sum + (i === 0 ? 0 : Math.hypot(x - stroke![i - 1]!.x, y - stroke![i - 1]!.y)),
    0,
  );
};

test('a part of the example is as much of its stroke’s length', () => {
  for (const part of [0, 0.1, 0.37, 0.5, 0.93, 1]) expect(lengthOf(part)).toBeCloseTo(part * lengthOf(1), 9);
  expect(exampleUpTo(1)).toBe(EXAMPLE);
});

test('it draws itself once, and is replaced by the first stroke', () => {
  const [sheet, page] = [createSheet(), openPage()];
  drawExample(sheet, page);
  page.show(5000);
  expect(sheet.drawing.value).toEqual(exampleUpTo(0));
  page.show(5500);
  expect(sheet.drawing.value).toEqual(exampleUpTo(0.5));
  page.show(7000);
  expect(sheet.drawing.value).toBe(EXAMPLE);
  expect([page.show(7016), sheet.canUndo.value]).toEqual([false, false]);
  const stroke = [{ x: 0, y: 0 }];
  expect(withStroke(sheet.drawing.value, stroke)).toEqual(withStroke(EMPTY, stroke));
});

test.each(['pointerdown', 'keydown', 'wheel', 'dragover', 'paste'])('%s ends it: it is there at once', (input) => {
  const [sheet, page] = [createSheet(), openPage()];
  drawExample(sheet, page);
  page.show(0.1);
  page.dispatchEvent(new Event(input));
  expect(sheet.drawing.value).toBe(EXAMPLE);
  sheet.change(EMPTY);
  page.show(500);
  page.dispatchEvent(new Event(input));
  expect([sheet.drawing.value, page.show(516)]).toEqual([EMPTY, false]);
});

test('another drawing ends it', () => {
  const [sheet, page] = [createSheet(), openPage()];
  drawExample(sheet, page);
  page.show(1);
  sheet.open({ type: 'sample', index: 3 });
  for (let now = 2; now < 2000; now += 16) page.show(now);
  expect(sheet.drawing.value).toEqual({ type: 'sample', index: 3 });
});

test('with reduced motion it is there at once', () => {
  const [sheet, page] = [createSheet(), openPage({ reducedMotion: true })];
  drawExample(sheet, page);
  expect([sheet.drawing.value, page.show(1)]).toEqual([EXAMPLE, false]);
});
