import { expect, test } from 'vitest';
import { findPieces, largestPiece, sideOf, touchesEdge } from './pieces.js';
import { rectangularity } from './rectangle.js';

const parse = (rows: readonly string[]) => ({
  width: rows[0]!.length,
  height: rows.length,
  values: Float32Array.from(rows.join(''), (character) => (character === '#' ? 1 : 0)),
});

test('pieces are connected across corners, and know their ink and their box', () => {
  const image = parse(['#....', '.#..#', '..#..', '.....']);
  const { pieces } = findPieces(image);
  expect(pieces.map(({ pixels }) => pixels)).toEqual([0, 3, 1]);
  expect(largestPiece(pieces)).toEqual({ ink: 3, pixels: 3, box: { left: 0, top: 0, width: 3, height: 3 } });
  expect(pieces.map(({ box }) => sideOf(box))).toEqual([0, 3, 1]);
  expect(touchesEdge(pieces[1]!.box, image)).toBe(true);
});

test('a rectangle fills the rectangle around it in any direction, and a disc π/4 of it', () => {
  const part = (isInk: (x: number, y: number) => boolean) => {
    const values = Float32Array.from({ length: 10_000 }, (_, i) =>
      Number(isInk((i % 100) - 50, Math.floor(i / 100) - 50)),
    );
    const found = findPieces({ width: 100, height: 100, values });
    return rectangularity(found, largestPiece(found.pieces), 100);
  };
  expect(part((x, y) => Math.abs(x) < 30 && Math.abs(y) < 20)).toBeCloseTo(1, 2);
  expect(part((x, y) => Math.abs(0.8 * x + 0.6 * y) < 30 && Math.abs(0.8 * y - 0.6 * x) < 20)).toBeGreaterThan(0.88);
  expect(part((x, y) => Math.hypot(x, y) < 40)).toBeCloseTo(Math.PI / 4, 1);
});
