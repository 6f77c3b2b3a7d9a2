import { expect, test } from 'vitest';
import { open } from './morphology.js';

test('what is narrower than the square is removed, wide areas keep their edges, and a slope stays', () => {
  const image = (at: (x: number, y: number) => number) => ({
    width: 40,
    height: 30,
    values: Float32Array.from({ length: 1200 }, (_, i) => at(i % 40, Math.floor(i / 40))),
  });
  const area = (x: number) => (x > 20 ? 0.5 : 0.2);
  const opened = open(
    image((x, y) => area(x) + (Math.abs(y - 15) < 2 ? 0.4 : 0)),
    2,
  );
  expect(opened).toEqual(image((x) => area(x)));
  const slope = image((x, y) => 0.1 + x / 40 + y / 80);
  const flat = open(slope, 3).values;
  const isInner = (i: number) => i % 40 < 36 && i < 26 * 40;
  expect(flat.filter((_, i) => isInner(i))).toEqual(slope.values.filter((_, i) => isInner(i)));
});
