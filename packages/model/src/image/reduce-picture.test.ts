import { expect, test } from 'vitest';
import { reducePicture } from './reduce-picture.js';

const picture = (width: number, height: number, at: (x: number, y: number) => readonly number[]) => ({
  ...{ width, height },
  data: Uint8Array.from(Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))).flat()),
});

test('green is lighter than red, red than blue, and white is 1', () => {
  const colours = [
    [255, 0, 0, 255],
    [0, 255, 0, 255],
    [0, 0, 255, 255],
    [255, 255, 255, 255],
  ] as const;
  const { lightness } = reducePicture(picture(4, 1, (x) => colours[x]!));
  [0.299, 0.587, 0.114, 1].forEach((light, i) => {
    expect(lightness.values[i]).toBeCloseTo(light, 5);
  });
});

test('a large picture becomes means of blocks, those at the edge of what there is', () => {
  const { lightness, opacity } = reducePicture(
    picture(1281, 2, (x) => [...[x % 2, x % 2, x % 2].map((v) => 255 * v), 255]),
  );
  expect(lightness).toMatchObject({ width: 427, height: 1 });
  expect(lightness.values[0]).toBeCloseTo(1 / 3, 5);
  expect(lightness.values[1]).toBeCloseTo(2 / 3, 5);
  expect(Math.min(...opacity.values)).toBe(1);
});

test('what is transparent does not count for how light a block is', () => {
  const { lightness, opacity } = reducePicture(
    picture(1280, 2, (x) => (x % 2 === 0 ? [255, 255, 255, 255] : [0, 0, 0, 0])),
  );
  expect(lightness.values[5]).toBeCloseTo(1, 5);
  expect(opacity.values[5]).toBeCloseTo(0.5, 5);
});
