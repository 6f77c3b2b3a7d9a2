import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxOfInk, cropToInk, resize, resizeToSide, smooth } from './grey-image.js';

const image = (width: number, height: number, at: (x: number, y: number) => number) => ({
  width,
  height,
  values: Float32Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))),
});

describe('crop', () => {
  const spot = { width: 4, height: 3, values: Float32Array.from([0, 0, 0, 0, 0, 0.2, 1, 0, 0, 0, 0.6, 0]) };

  test('only the rows and columns with ink are left', () => {
    expect(cropToInk(spot)).toEqual({ width: 2, height: 2, values: Float32Array.from([0.2, 1, 0, 0.6]) });
  });

  test('a box can be that of all ink above a threshold', () => {
    expect(boxOfInk(spot, 0.5)).toEqual({ left: 2, top: 1, width: 1, height: 2 });
  });
});

test('a dot is shared with its neighbours, and nothing is lost at the edge', () => {
  const dot = { width: 3, height: 3, values: Float32Array.from([0, 0, 0, 0, 16, 0, 0, 0, 0]) };
  expect([...smooth(dot).values]).toEqual([1, 2, 1, 2, 4, 2, 1, 2, 1]);
  const corner = { width: 2, height: 2, values: Float32Array.from([16, 0, 0, 0]) };
  expect([...smooth(corner).values]).toEqual([9, 3, 3, 1]);
});

describe('resize', () => {
  test('half the size is the mean of what is near, and no pixel moves', () => {
    const half = resize(
      image(8, 4, (x) => (x < 3 ? 1 : 0)),
      4,
      2,
    );
    expect([...half.values.subarray(0, 4)]).toEqual([1, 0.5, 0, 0]);
    const third = resize(
      image(9, 3, (x) => (x < 5 ? 1 : 0)),
      3,
      1,
    );
    // Five pixels, weighted 1 : 5 : 9 : 5 : 1 about the middle one.
    expect(third.values[1]).toBeCloseTo(15 / 21, 5);
  });

  test('twice the size is bilinear', () => {
    const twice = resize(
      image(2, 1, (x) => x),
      4,
      1,
    );
    expect([...twice.values]).toEqual([0, 0.25, 0.75, 1]);
  });

  test('an even ground stays even, a ramp stays a ramp, and what is symmetric stays so', () => {
    const size = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(size, size, size, size, (width, height, toWidth, toHeight) => {
        const even = resize(
          image(width, height, () => 0.3),
          toWidth,
          toHeight,
        );
        even.values.forEach((value) => {
          expect(value).toBeCloseTo(0.3, 5);
        });
        const ramp = resize(
          image(width, height, (x) => x),
          toWidth,
          toHeight,
        ).values.subarray(0, toWidth);
        ramp.forEach((value, x) => {
          if (x > 0) expect(value).toBeGreaterThanOrEqual(ramp[x - 1]! - 1e-5);
          expect(value + ramp[toWidth - 1 - x]!).toBeCloseTo(width - 1, 3);
        });
      }),
    );
  });

  test('the longer side gets what is asked for', () => {
    const ones = (width: number, height: number) => image(width, height, () => 1);
    expect(resizeToSide(ones(10, 40), 20)).toMatchObject({ width: 5, height: 20 });
    expect(resizeToSide(ones(300, 1), 20)).toMatchObject({ width: 20, height: 1 });
  });
});
