import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { EMPTY, withStroke, type Drawing } from './drawing.js';
import { createHistory } from './history.js';

test('every change can be undone, and no more than that', () => {
  const drawing = signal<Drawing>(EMPTY);
  const history = createHistory(drawing);
  history.undo();
  expect(history.canUndo.value).toBe(false);
  const one = withStroke(EMPTY, [{ x: 0, y: 0 }]);
  history.change(one);
  history.change({ type: 'sample', index: 3 });
  history.change(withStroke(drawing.value, [{ x: 1, y: 1 }]));
  expect(drawing.value).toEqual({ type: 'strokes', strokes: [[{ x: 1, y: 1 }]] });
  history.undo();
  history.undo();
  expect(drawing.value).toBe(one);
  history.undo();
  expect(drawing.value).toBe(EMPTY);
  expect(history.canUndo.value).toBe(false);
});
