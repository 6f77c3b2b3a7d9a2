import { expect, test } from 'vitest';
import { EMPTY, withPoints, withStroke } from './drawing.js';
import { createSheet } from './sheet.js';

const at = (x: number) => ({ x, y: x });
const strokes = (...numbers: number[][]) => ({ type: 'strokes', strokes: numbers.map((points) => points.map(at)) });

test('every change can be undone and made again, and no more than that', () => {
  const { drawing, canUndo, canRedo, change, undo, redo } = createSheet();
  undo();
  redo();
  expect([drawing.value, canUndo.value, canRedo.value]).toEqual([EMPTY, false, false]);
  const one = withStroke(EMPTY, [at(0)]);
  change(one);
  change({ type: 'sample', index: 3 });
  change(withStroke(drawing.value, [at(1)]));
  expect(drawing.value).toEqual(strokes([1]));
  undo();
  undo();
  expect(drawing.value).toBe(one);
  redo();
  expect(drawing.value).toEqual({ type: 'sample', index: 3 });
  redo();
  expect([drawing.value, canRedo.value]).toEqual([strokes([1]), false]);
  undo();
  change(EMPTY);
  // What was undone before another change is gone.
  expect(canRedo.value).toBe(false);
  undo();
  undo();
  undo();
  expect([drawing.value, canUndo.value]).toEqual([EMPTY, false]);
});

test('a change with all that carries it on is undone at once', () => {
  const { drawing, change, undo } = createSheet();
  change(withStroke(EMPTY, [at(0)]));
  const carryOn = change(withStroke(drawing.value, [at(1)]));
  for (let i = 2; i < 9; i++) carryOn((current) => withPoints(current, [at(i)]));
  expect(drawing.value).toEqual(strokes([0], [1, 2, 3, 4, 5, 6, 7, 8]));
  undo();
  expect(drawing.value).toEqual(strokes([0]));
  // The pen is still down: its next point is not added to another stroke.
  carryOn((current) => withPoints(current, [at(9)]));
  expect(drawing.value).toEqual(strokes([0]));
});

test('what a sheet opens with cannot be undone', () => {
  const { drawing, change, open, canUndo, undo } = createSheet();
  change(withStroke(EMPTY, [at(0)]));
  open({ type: 'sample', index: 7 });
  undo();
  expect([drawing.value, canUndo.value]).toEqual([{ type: 'sample', index: 7 }, false]);
});
