import { expect, test } from 'vitest';
import { layOnGround } from './lay-on-ground.js';

const grey = (at: (x: number, y: number) => number) => ({
  ...{ width: 20, height: 20 },
  values: Float32Array.from({ length: 400 }, (_, i) => at(i % 20, Math.floor(i / 20))),
});
const isStroke = (x: number, y: number) => Number(x === y || x === 19 - y);

test.each([0, 0.3, 1])('ink of lightness %d on nothing is what is there', (light) => {
  const opacity = grey(isStroke);
  expect(layOnGround({ lightness: grey(() => light), opacity })).toEqual(opacity);
});

test('so is ink of several colours', () => {
  const opacity = grey(isStroke);
  expect(layOnGround({ lightness: grey((x) => x / 20), opacity })).toEqual(opacity);
});

test('a sheet with transparent corners goes on in its tone', () => {
  const isSheet = (x: number, y: number) => Number(Math.hypot(x - 9.5, y - 9.5) < 10);
  const sheet = grey((x) => (x === 10 ? 0.25 : 0.75));
  const laid = layOnGround({ lightness: sheet, opacity: grey(isSheet) });
  expect(laid.values[0]).toBe(0.75);
  expect(laid.values[10 * 20 + 10]).toBe(0.25);
});

test('an opaque picture stays as it is', () => {
  const lightness = grey((x) => x / 20);
  expect(layOnGround({ lightness, opacity: grey(() => 1) })).toBe(lightness);
});
