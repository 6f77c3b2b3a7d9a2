import { describe, expect, test } from 'vitest';
import { flattenOpacity, toGreyPicture } from './picture.js';

const picture = (width: number, height: number, at: (x: number, y: number) => readonly number[]) => ({
  width,
  height,
  data: Uint8Array.from(Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))).flat()),
});

describe('toGreyPicture', () => {
  test('green is lighter than red, red than blue, and white is 1', () => {
    const colours = [
      [255, 0, 0, 255],
      [0, 255, 0, 255],
      [0, 0, 255, 255],
      [255, 255, 255, 255],
    ] as const;
    const { lightness } = toGreyPicture(picture(4, 1, (x) => colours[x]!));
    [0.299, 0.587, 0.114, 1].forEach((light, i) => {
      expect(lightness.values[i]).toBeCloseTo(light, 5);
    });
  });

  test('a large picture becomes means of blocks, those at the edge of what there is', () => {
    const { lightness, opacity } = toGreyPicture(
      picture(1281, 2, (x) => [...[x % 2, x % 2, x % 2].map((v) => 255 * v), 255]),
    );
    expect(lightness).toMatchObject({ width: 427, height: 1 });
    expect(lightness.values[0]).toBeCloseTo(1 / 3, 5);
    expect(lightness.values[1]).toBeCloseTo(2 / 3, 5);
    expect(Math.min(...opacity.values)).toBe(1);
  });

  test('what is transparent does not count for how light a block is', () => {
    const { lightness, opacity } = toGreyPicture(
      picture(1280, 2, (x) => (x % 2 === 0 ? [255, 255, 255, 255] : [0, 0, 0, 0])),
    );
    expect(lightness.values[5]).toBeCloseTo(1, 5);
    expect(opacity.values[5]).toBeCloseTo(0.5, 5);
  });
});

describe('flattenOpacity', () => {
  const grey = (at: (x: number, y: number) => number) => ({
    width: 20,
    height: 20,
    values: Float32Array.from({ length: 400 }, (_, i) => at(i % 20, Math.floor(i / 20))),
  });
  const isStroke = (x: number, y: number) => Number(x === y || x === 19 - y);

  test.each([0, 0.3, 1])('ink of lightness %d on nothing is what is there', (light) => {
    const opacity = grey(isStroke);
    expect(flattenOpacity({ lightness: grey(() => light), opacity })).toEqual(opacity);
  });

  test('so is ink of several colours', () => {
    const opacity = grey(isStroke);
    expect(flattenOpacity({ lightness: grey((x) => x / 20), opacity })).toEqual(opacity);
  });

  test('a sheet with transparent corners goes on in its tone', () => {
    const isSheet = (x: number, y: number) => Number(Math.hypot(x - 9.5, y - 9.5) < 10);
    const sheet = grey((x) => (x === 10 ? 0.25 : 0.75));
    const laid = flattenOpacity({ lightness: sheet, opacity: grey(isSheet) });
    expect(laid.values[0]).toBe(0.75);
    expect(laid.values[10 * 20 + 10]).toBe(0.25);
  });

  test('an opaque picture stays as it is', () => {
    const lightness = grey((x) => x / 20);
    expect(flattenOpacity({ lightness, opacity: grey(() => 1) })).toBe(lightness);
  });
});
