import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BACKEND_NAMES } from '../backend/backends.js';
import { EMPTY, type Drawing } from '../drawing/drawing.js';
import { EXAMPLE } from '../drawing/example.js';
import { DEFAULT_ADDRESS, fitsAddress, formatAddress, parseAddress, VIEWS } from './address.js';

/** A point of the grid that addresses round to, far enough from the next one to be kept. */
const step = fc.integer({ min: -12, max: 36 }).map((steps) => steps / 32);
const stroke = fc
  .array(fc.record({ x: step, y: step }), { minLength: 1, maxLength: 20 })
  .map((points) => points.filter(({ x, y }, i) => x !== points[i - 1]?.x || y !== points[i - 1]?.y));
const drawing = fc.oneof(
  fc.array(stroke, { maxLength: 5 }).map((strokes): Drawing => ({ type: 'strokes', strokes })),
  fc.integer({ min: 0, max: 499 }).map((index): Drawing => ({ type: 'sample', index })),
  fc
    .uint8Array({ minLength: IMAGE_PIXELS, maxLength: IMAGE_PIXELS })
    .map((pixels): Drawing => ({ type: 'grid', pixels: pixels.map((value) => (value < 200 ? 0 : 255)) })),
);
const addresses = fc.record({
  add: fc.integer({ min: 0, max: 9 }),
  second: fc.option(drawing, { nil: undefined }),
  head: fc.constantFrom('exact' as const, 'concat' as const, 'stacked' as const),
  backend: fc.constantFrom('auto' as const, ...BACKEND_NAMES),
  drawing: fc.oneof(drawing, fc.constant(EXAMPLE)),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  view: fc.constantFrom(...VIEWS),
  part: fc.constantFrom('stage-1', 'stage-12', 'embedding', 'head', 'digit', 'sum'),
});

test('an address keeps the state that it was made from, and needs no escapes', () => {
  fc.assert(
    fc.property(addresses, (address) => {
      const hash = formatAddress(address);
      expect(hash).toMatch(/^[\w=&-]*$/);
      expect(parseAddress(`#${hash}`, 500)).toEqual(address);
    }),
  );
});

test('defaults are left out', () => {
  expect(formatAddress(DEFAULT_ADDRESS)).toBe('');
  expect(formatAddress({ ...DEFAULT_ADDRESS, drawing: { type: 'sample', index: 3 }, add: 7 })).toBe('add=7&sample=3');
  expect(formatAddress({ ...DEFAULT_ADDRESS, drawing: EMPTY })).toBe('drawing=s');
});

test('what is not valid takes its default', () => {
  expect(parseAddress('#add=10&head=best&backend=quantum&sample=500&seed=-1&view=&x=1', 500)).toEqual(DEFAULT_ADDRESS);
  expect(parseAddress('#add=1e0&seed=4294967296&drawing=s_&drawing=sA', 500)).toEqual(DEFAULT_ADDRESS);
  expect(parseAddress(`#drawing=s${'A'.repeat(4000)}`, 500)).toEqual(DEFAULT_ADDRESS);
  expect(parseAddress('#plus=<script>', 500)).toEqual({ ...DEFAULT_ADDRESS, second: EMPTY });
});

test('any text is an address', () => {
  const name = fc.constantFrom('add', 'plus', 'head', 'backend', 'sample', 'drawing', 'seed', 'view', 'part');
  const hash = fc
    .array(fc.tuple(name, fc.oneof(fc.string(), fc.base64String())))
    .map((entries) => entries.map(([key, value]) => `${key}=${value}`).join('&'));
  fc.assert(
    fc.property(fc.oneof(fc.string(), hash), (text) => {
      const written = formatAddress(parseAddress(`#${text}`, 500));
      expect(formatAddress(parseAddress(`#${written}`, 500))).toBe(written);
    }),
  );
});

test('pictures and endless scribbles do not fit, and leave the rest of the address as it is', () => {
  const picture: Drawing = { type: 'picture', picture: { width: 1, height: 1, data: new Uint8ClampedArray(4) } };
  const scribble: Drawing = {
    type: 'strokes',
    strokes: [Array.from({ length: 5000 }, (_, i) => ({ x: (i % 7) / 7, y: (i % 11) / 11 }))],
  };
  for (const drawing of [picture, scribble]) {
    expect(fitsAddress(drawing)).toBe(false);
    expect(formatAddress({ ...DEFAULT_ADDRESS, add: 3, drawing, second: drawing })).toBe('add=3&plus=');
  }
  expect([EMPTY, EXAMPLE].map(fitsAddress)).toEqual([true, true]);
});
