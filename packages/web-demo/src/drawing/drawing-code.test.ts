import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeDrawing, encodeDrawing } from './drawing-code.js';
import { EMPTY, type Drawing, type Stroke } from './drawing.js';

const SAMPLES = 500;
const decode = (code: string) => decodeDrawing(code, SAMPLES);

const coordinate = fc.double({ min: -2, max: 3, noNaN: true });
const stroke = fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 1, maxLength: 60 });
const strokes = fc.array(stroke, { maxLength: 8 }).map((strokes): Drawing => ({ type: 'strokes', strokes }));
const pixels = fc.uint8Array({ minLength: IMAGE_PIXELS, maxLength: IMAGE_PIXELS });
const inked = fc
  .tuple(pixels, fc.integer({ min: 0, max: 255 }))
  .map(([values, limit]) => values.map((value) => (value < limit ? 0 : value)));

test('pixels and samples are decoded as they were', () => {
  const drawings = fc.oneof(
    inked.map((pixels): Drawing => ({ type: 'grid', pixels })),
    fc.integer({ min: 0, max: SAMPLES - 1 }).map((index): Drawing => ({ type: 'sample', index })),
    fc.constant(EMPTY),
  );
  fc.assert(
    fc.property(drawings, (drawing) => {
      const code = encodeDrawing(drawing)!;
      expect(code).toMatch(/^[\w-]*$/);
      expect(decode(code)).toEqual(drawing);
    }),
  );
});

test('strokes are decoded as strokes that are written with the same text again, however often', () => {
  fc.assert(
    fc.property(strokes, (drawing) => {
      const code = encodeDrawing(drawing)!;
      expect(encodeDrawing(decode(code)!)).toBe(code);
    }),
  );
});

test('the points of a hand’s stroke are kept within 1 % of the pad, beyond its edge too', () => {
  const angles = Array.from({ length: 400 }, (_, i) => i / 64);
  const circle: Stroke = angles.map((angle) => ({ x: 0.6 + 0.5 * Math.cos(angle), y: 0.5 + 0.4 * Math.sin(angle) }));
  const code = encodeDrawing({ type: 'strokes', strokes: [circle] })!;
  expect(code.length).toBeLessThan(800);
  const decoded = decode(code)!;
  const [kept] = decoded.type === 'strokes' ? decoded.strokes : [];
  for (const { x, y } of circle) {
    expect(Math.min(...kept!.map((point) => Math.hypot(point.x - x, point.y - y)))).toBeLessThan(0.01);
  }
});

test('any text is decoded or refused, and what is decoded can be drawn', () => {
  const code = fc.tuple(
    fc.constantFrom('', 's', 'g'),
    fc.oneof(fc.string(), fc.base64String(), fc.stringMatching(/^[\w-]*$/)),
  );
  fc.assert(
    fc.property(code, ([start, rest]) => {
      const drawing = decode(start + rest);
      if (drawing?.type === 'strokes') {
        for (const { x, y } of drawing.strokes.flat()) expect(Math.abs(x) <= 1.5 && Math.abs(y) <= 1.5).toBe(true);
      } else if (drawing?.type === 'grid') expect(drawing.pixels).toHaveLength(IMAGE_PIXELS);
      else if (drawing?.type === 'sample') expect(drawing.index).toBeLessThan(SAMPLES);
      else expect(drawing).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['no text', ''],
  ['a sample that is not there', '500'],
  ['a count without its points', 'sBQ'],
  ['a stroke without points', 'sAA'],
  ['a point far from the pad', 'sAf__fwA'],
  ['a picture of too few pixels', 'g_wE'],
  ['a run without a length', 'g_w'],
  ['no base64', 's@'],
  ['half a character of base64', 'sA'],
  ['a text without an end', `s${'A'.repeat(1e6)}`],
])('%s is refused', (_, code) => {
  expect(decode(code)).toBeUndefined();
});

test('a picture has no code', () => {
  const picture = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
  expect(encodeDrawing({ type: 'picture', picture })).toBeUndefined();
});
