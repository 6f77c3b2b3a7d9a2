import { imageAt, IMAGE_SIDE, randomStream } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { resize } from './grey-image.js';
import type { Picture } from './picture.js';
import { PictureError } from './picture-error.js';
import { centreInFrame, prepareImage } from './prepare-image.js';
import { prepareNumber } from './prepare-number.js';

/** A picture of grey values, 0..255. */
const grey = (width: number, height: number, at: (x: number, y: number) => number): Picture =>
  draw(width, height, (data, i, x, y) => {
    data.fill(at(x, y), i, i + 3)[i + 3] = 255;
  });

const colored = (width: number, height: number, at: (x: number, y: number) => number[]): Picture =>
  draw(width, height, (data, i, x, y) => {
    data.set(at(x, y), i);
  });

function draw(
  width: number,
  height: number,
  setPixel: (data: Uint8ClampedArray, index: number, x: number, y: number) => void,
): Picture {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) setPixel(data, 4 * (y * width + x), x, y);
  }
  return { width, height, data };
}

/** An image enlarged by a factor, as a function that gives the ink, 0..255, at each pixel. */
const drawn = (image: Uint8Array, times: number) => {
  const side = IMAGE_SIDE * times;
  const large = resize({ width: IMAGE_SIDE, height: IMAGE_SIDE, values: Float32Array.from(image) }, side, side);
  return {
    side,
    ink: (x: number, y: number) => (x >= 0 && y >= 0 && x < side && y < side ? large.values[y * side + x]! : 0),
  };
};

const meanDifference = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

/** The centre of mass of the ink, in pixels from the middle of the first pixel. */
function centerOf(image: Uint8Array) {
  let [mass, x, y] = [0, 0, 0];
  image.forEach((ink, i) => {
    mass += ink;
    x += ink * (i % IMAGE_SIDE);
    y += ink * Math.floor(i / IMAGE_SIDE);
  });
  return { x: x / mass, y: y / mass };
}

let images: Uint8Array[];
beforeAll(async () => {
  const { train } = await readMnist();
  images = Array.from({ length: 40 }, (_, i) => imageAt(train.images, i));
});

describe('MNIST’s own images come back', () => {
  const expectBack = (picture: (image: Uint8Array) => Picture, difference: number) => {
    const differences = images.map((image) => meanDifference(prepareImage(picture(image)), image));
    expect(differences.reduce((sum, value) => sum + value, 0) / differences.length).toBeLessThan(difference);
  };

  test('as they are, the other way round, transparent, and off the centre', () => {
    const at = (image: Uint8Array) => (x: number, y: number) => image[y * IMAGE_SIDE + x]!;
    expectBack((image) => grey(28, 28, at(image)), 2.5);
    expectBack((image) => grey(28, 28, (x, y) => 255 - at(image)(x, y)), 2.5);
    expectBack((image) => colored(28, 28, (x, y) => [0, 0, 0, at(image)(x, y)]), 2.5);
    expectBack((image) => colored(28, 28, (x, y) => [255, 255, 255, at(image)(x, y)]), 2.5);
    expectBack((image) => colored(28, 28, (x, y) => [200, 30, 60, at(image)(x, y)]), 2.5);
    expectBack((image) => grey(150, 90, (x, y) => 255 - drawn(image, 1).ink(x - 110, y - 7)), 2.5);
  });

  test('enlarged, on paper that is lighter at one side, with noise', () => {
    const random = () => 6 * Math.sin(1e4 * Math.sin(counter++));
    let counter = 1;
    expectBack((image) => {
      const { side, ink } = drawn(image, 6);
      return grey(side, side, (x, y) => (150 + (70 * x) / side) * (1 - (0.8 * ink(x, y)) / 255) + random());
    }, 10);
  });

  test.each([4, 10])('%d times enlarged', (times) => {
    expectBack((image) => {
      const { side, ink } = drawn(image, times);
      return grey(side, side, (x, y) => 255 - ink(x, y));
    }, 10);
  });
});

test('place, size, colour and background of a digit make little difference', () => {
  const index = fc.integer({ min: 0, max: 39 });
  const place = fc.integer({ min: 0, max: 120 });
  const differences: number[] = [];
  fc.assert(
    fc.property(index, place, place, fc.integer({ min: 1, max: 3 }), (i, left, top, times) => {
      const { side, ink } = drawn(images[i]!, 4);
      const plain = prepareImage(grey(side, side, (x, y) => 255 - ink(x, y)));
      const moved = (x: number, y: number) => ink(x - left, y - top);
      const size = 120 + side;
      const alike = [
        grey(size, size, (x, y) => 255 - moved(x, y)),
        grey(size, size, moved),
        colored(size, size, (x, y) => [0, 0, 0, moved(x, y)]),
        colored(size, size, (x, y) => [250, 120, 10, moved(x, y)]),
        grey(times * side, times * side, (x, y) => 255 - ink(Math.floor(x / times), Math.floor(y / times))),
      ];
      for (const picture of alike) {
        const difference = meanDifference(prepareImage(picture), plain);
        differences.push(difference);
        // Half of the forty digits differ by 0.15 at most, the one that differs most by 7.6.
        expect(difference).toBeLessThan(10);
      }
    }),
    { numRuns: 8 },
  );
  expect(differences.sort((a, b) => a - b)[Math.floor(differences.length / 2)]).toBeLessThan(1);
});

test('a digit that is cut out at its outline is found', () => {
  const slanted = (x: number, y: number) => Math.abs(x - 3 - (26 - y) / 5) < 4;
  expect(prepareImage(grey(12, 40, (x, y) => (slanted(x, y) ? 20 : 235)))[0]).toBe(0);
});

test('the hole of a thick stroke stays open', () => {
  const isRing = (x: number, y: number) => Math.abs(Math.hypot(x - 100, y - 100) - 50) < 40;
  const prepared = prepareImage(grey(200, 200, (x, y) => (isRing(x, y) ? 0 : 255)));
  expect(prepared[14 * IMAGE_SIDE + 14]).toBeLessThan(60);
});

test('both strokes of a digit are kept', () => {
  const isStroke = (x: number, y: number) => x > 40 && x < 90 && ((y > 30 && y < 36) || (y > 60 && y < 120 && x > 60));
  const prepared = prepareImage(grey(150, 150, (x, y) => (isStroke(x, y) ? 0 : 255)));
  const rows = Array.from({ length: 28 }, (_, y) => Math.max(...prepared.subarray(28 * y, 28 * (y + 1))));
  expect(rows.filter((most, y) => most > 100 && (rows[y - 1] ?? 0) <= 100)).toHaveLength(2);
});

test('strokes of any form fill a box of 20, their middle in the middle', () => {
  const point = fc.record({ x: fc.integer({ min: 0, max: 199 }), y: fc.integer({ min: 0, max: 149 }) });
  fc.assert(
    fc.property(fc.array(point, { minLength: 2, maxLength: 6 }), fc.integer({ min: 2, max: 12 }), (points, radius) => {
      const near = (x: number, y: number) =>
        points.slice(1).some((end, i) => distanceToLine({ x, y }, points[i]!, end) <= radius);
      const picture = grey(200, 150, (x, y) => (near(x, y) ? 20 : 240));
      // Some are much wider than any digit.
      fc.pre(prepareNumber(picture).length === 1);
      const prepared = prepareImage(picture);
      const rows = [...prepared.keys()].filter((i) => prepared[i]! > 0).map((i) => Math.floor(i / IMAGE_SIDE));
      const columns = [...prepared.keys()].filter((i) => prepared[i]! > 0).map((i) => i % IMAGE_SIDE);
      const extent = (places: number[]) => Math.max(...places) - Math.min(...places) + 1;
      expect(Math.max(extent(rows), extent(columns))).toBeLessThanOrEqual(20);
      expect(Math.max(...prepared)).toBe(255);
      const { x, y } = centerOf(prepared);
      // A box that is as large as it can be touches the edge before its middle is there.
      const atEdge = rows.includes(0) || rows.includes(27) || columns.includes(0) || columns.includes(27);
      if (!atEdge) expect(Math.max(Math.abs(x - 14), Math.abs(y - 14))).toBeLessThanOrEqual(0.51);
    }),
    { numRuns: 25 },
  );
});

function distanceToLine(p: Point, a: Point, b: Point): number {
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const along = length === 0 ? 0 : ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y));
}

interface Point {
  readonly x: number;
  readonly y: number;
}

test('a hairline is widened to a stroke, and what is around it is left out', () => {
  const isLine = (x: number, y: number) => Math.abs(x - 300) < 1 && y > 100 && y < 700;
  const isDust = (x: number, y: number) => x > 780 && y > 780 && x < 784 && y < 784;
  const prepared = prepareImage(grey(800, 800, (x, y) => (isLine(x, y) || isDust(x, y) ? 0 : 255)));
  const middle = [...prepared.subarray(14 * IMAGE_SIDE, 15 * IMAGE_SIDE)];
  expect(middle.filter((ink) => ink > 100).length).toBeGreaterThanOrEqual(2);
  expect(middle.filter((ink) => ink > 0).length).toBeLessThanOrEqual(4);
});

test('a drawing on a sheet of its own is not taken for a silhouette', () => {
  const isInk = (x: number) => x > 40 && x < 60;
  const round = colored(100, 100, (x, y) =>
    Math.hypot(x - 50, y - 50) > 48
      ? [0, 0, 0, 0]
      : isInk(x) && y > 20 && y < 80
        ? [0, 0, 0, 255]
        : [255, 255, 255, 255],
  );
  const prepared = prepareImage(round);
  expect([...prepared].filter((ink) => ink > 0).length).toBeLessThan(200);
});

test.each([
  ['white', grey(40, 40, () => 255)],
  ['black', grey(40, 40, () => 0)],
  ['transparent', colored(40, 40, () => [9, 9, 9, 0])],
  ['all of one ink', colored(40, 40, () => [0, 0, 0, 255])],
  ['lighter at one side', grey(40, 40, (x) => 200 + x)],
  ['a little noise', grey(40, 40, (x, y) => 200 + 10 * Math.sin(1e4 * Math.sin(1 + x + 40 * y)))],
  ['one pixel', grey(1, 1, () => 7)],
])('a picture is blank that is %s', (_, picture) => {
  expect(() => prepareImage(picture, 'seven.png')).toThrow(PictureError);
  expect(() => prepareImage(picture, 'seven.png')).toThrow(
    'seven.png is blank: draw a digit that stands out from its background.',
  );
});

test.each([28, 64, 100, 300])('a picture of %d pixels of noise is not blank', (side) => {
  const stream = randomStream(1);
  for (const lightness of [() => 255 * stream.uniform(), () => 200 + 60 * (stream.uniform() - stream.uniform())]) {
    const noise = grey(side, side, lightness);
    expect(() => prepareImage(noise, 'noise.png')).toThrow(PictureError);
    expect(() => prepareImage(noise, 'noise.png')).toThrow(
      'noise.png shows only noise: draw a digit that stands out from its background.',
    );
  }
});

test.each([28, 64, 100, 300, 800])('a picture of %d pixels of salt and pepper shows only noise', (side) => {
  const stream = randomStream(side);
  for (const paper of [0, 128, 255]) {
    for (const part of [0.07, 0.1, 0.2]) {
      const grain = () => (stream.uniform() < part ? (stream.uniform() < 0.5 ? 0 : 255) : paper);
      expect(() => prepareImage(grey(side, side, grain), 'noise.png')).toThrow('noise.png shows only noise');
    }
  }
});

test('a digit in salt and pepper, and one of dots, are drawings', () => {
  const stream = randomStream(1);
  for (const image of images) {
    for (const times of [1, 3]) {
      const { side, ink } = drawn(image, times);
      prepareImage(
        grey(side, side, (x, y) => (stream.uniform() < 0.1 ? (stream.uniform() < 0.5 ? 0 : 255) : 255 - ink(x, y))),
      );
    }
  }
  const isDot = (x: number, y: number) => y % 10 < 4 && Math.abs(x - 50) < 3;
  expect(Math.max(...prepareImage(grey(100, 100, (x, y) => (isDot(x, y) ? 0 : 255))))).toBe(255);
});

test('pictures of one row or column, and large ones', () => {
  expect(Math.max(...prepareImage(grey(60, 1, (x) => (x > 20 && x < 30 ? 0 : 255))))).toBe(255);
  expect(Math.max(...prepareImage(grey(1, 60, (_, y) => (y > 20 && y < 30 ? 0 : 255))))).toBe(255);
  expect(Math.max(...prepareImage(grey(10, 10, (x, y) => (x > 3 && x < 6 && y > 1 && y < 8 ? 0 : 255))))).toBe(255);
  const side = 3000;
  const data = new Uint8Array(4 * side * side).fill(255);
  for (let y = 500; y < 2500; y++) data.fill(0, 4 * (y * side + 1400), 4 * (y * side + 1700));
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  expect(Math.max(...prepareImage({ width: side, height: side, data }))).toBe(255);
});

test.each([
  [{ width: 2, height: 2, data: new Uint8Array(15) }, 'picture.data.length is 15: give 16, 4 bytes for each pixel.'],
  [{ width: 0, height: 2, data: new Uint8Array(0) }, 'picture.width is 0: give an integer of at least 1.'],
  [{ width: 1.5, height: 2, data: new Uint8Array(12) }, 'picture.width is 1.5: give an integer of at least 1.'],
])('what is no picture is refused', (picture, message) => {
  expect(() => prepareImage(picture)).toThrow(message);
});

describe('centreInFrame', () => {
  test('the centre of mass, not that of the box, comes to row and column 14', () => {
    const values = new Float32Array(10 * 10);
    values[0] = 0.1;
    values[3 * 10 + 8] = 1;
    const placed = centreInFrame({ width: 10, height: 10, values });
    // It is at (7.27, 2.73) in the box.
    expect(placed[(3 + 11) * 28 + 15]).toBe(255);
    expect(placed[11 * 28 + 7]).toBe(26);
    expect(placed.filter((ink) => ink > 0).length).toBe(2);
  });

  test('a box stays within the frame, wherever its ink is', () => {
    const values = new Float32Array(20 * 20);
    values[0] = 1;
    expect(centreInFrame({ width: 20, height: 20, values })[8 * 28 + 8]).toBe(255);
  });
});
