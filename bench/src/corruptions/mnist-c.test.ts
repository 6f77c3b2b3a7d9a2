import { expect, test } from 'vitest';
import { corrupted } from './corruption.js';
import { MNIST_C } from './mnist-c.js';

const SIDE = 28;

/** White bars, four pixels wide and 16 high, one in the middle of each image. */
function bars(count: number): Uint8Array {
  return Uint8Array.from({ length: count * SIDE * SIDE }, (_, i) => {
    const [column, row] = [i % SIDE, Math.floor(i / SIDE) % SIDE];
    return column >= 12 && column < 16 && row >= 6 && row < 22 ? 255 : 0;
  });
}

const by = (name: string, images = bars(1)) =>
  corrupted(
    images,
    MNIST_C.find((corruption) => corruption.name === name)!,
  );

const at = (image: Uint8Array, column: number, row: number) => image[row * SIDE + column]!;
const sum = (image: Uint8Array) => image.reduce((total, value) => total + value, 0);
const flat = (grey: number, count: number) => new Uint8Array(count * SIDE * SIDE).fill(grey);

/** The mean column and row of the ink, weighted by its brightness. */
const centre = (image: Uint8Array) => ({
  column: image.reduce((total, value, i) => total + value * (i % SIDE), 0) / sum(image),
  row: image.reduce((total, value, i) => total + value * Math.floor(i / SIDE), 0) / sum(image),
});

test('there are fifteen, and each changes images, the same way every time', () => {
  expect(new Set(MNIST_C.map(({ name }) => name)).size).toBe(15);
  for (const corruption of MNIST_C) {
    const images = bars(2);
    const changed = corrupted(images, corruption);
    expect(images).toEqual(bars(2));
    expect(changed).toHaveLength(images.length);
    expect(changed).not.toEqual(images);
    expect(corrupted(images, corruption)).toEqual(changed);
  }
});

test('shot noise leaves black as it is, and keeps the mean of greys: three events make white', () => {
  expect(sum(by('shot noise', flat(0, 1)))).toBe(0);
  const grey = by('shot noise', flat(51, 10));
  expect(new Set(grey)).toEqual(new Set([0, 85, 170, 255]));
  expect(sum(grey) / grey.length / 51).toBeCloseTo(1, 1);
});

test('impulse noise makes 17 % of the pixels black or white, each as often', () => {
  const noisy = by('impulse noise', flat(100, 20));
  const part = (grey: number) => noisy.filter((value) => value === grey).length / noisy.length;
  expect(part(0)).toBeCloseTo(0.085, 2);
  expect(part(255)).toBeCloseTo(0.085, 2);
  expect(part(100)).toBeCloseTo(0.83, 2);
});

test.each(['glass blur', 'motion blur'])('%s keeps the ink', (name) => {
  expect(sum(by(name)) / sum(bars(1))).toBeCloseTo(1, 1);
  expect(Math.max(...by(name))).toBeGreaterThan(150);
});

test('linear maps keep the centre: a square of 0.7 is half as large, a rotation is by 23 degrees', () => {
  for (const name of ['shear', 'scale', 'rotate']) {
    const { column, row } = centre(by(name));
    expect(column).toBeCloseTo(13.5, 0);
    expect(row).toBeCloseTo(13.5, 0);
  }
  expect(sum(by('scale')) / sum(bars(1))).toBeCloseTo(0.49, 1);
  const turned = by('rotate');
  const rowCentre = (row: number) => centre(turned.subarray(row * SIDE, (row + 1) * SIDE)).column;
  expect(Math.abs(rowCentre(18) - rowCentre(9)) / 9).toBeCloseTo(Math.tan(0.4), 1);
});

test('translate moves by three pixels along each axis', () => {
  const { column, row } = centre(by('translate'));
  expect([Math.abs(column - 13.5), Math.abs(row - 13.5)]).toEqual([3, 3]);
});

test('brightness adds half of white, a stripe inverts a quarter on either side', () => {
  expect(new Set(by('brightness'))).toEqual(new Set([128, 255]));
  const striped = by('stripe');
  expect([6, 7, 20, 21].map((column) => at(striped, column, 2))).toEqual([255, 0, 0, 255]);
  expect(at(striped, 13, 13)).toBe(255);
});

test('fog keeps the brightest ink in the range and lightens the ground smoothly', () => {
  const foggy = by('fog');
  expect(at(foggy, 13, 13)).toBeGreaterThan(at(foggy, 2, 13));
  expect(Math.max(...foggy)).toBeLessThanOrEqual(255);
  const steps = Array.from({ length: 10 }, (_, row) => Math.abs(at(foggy, 2, row) - at(foggy, 3, row)));
  expect(Math.max(...steps)).toBeLessThan(40);
});

test('spatter is dark grey and covers ink', () => {
  const mud = by('spatter', flat(0, 10));
  expect(Math.max(...mud)).toBeLessThanOrEqual(63);
  const covered = mud.filter((value) => value > 0).length / mud.length;
  expect(covered).toBeGreaterThan(0.1);
  expect(covered).toBeLessThan(0.6);
});

test('a dotted line has every other two columns, a zigzag goes up and down', () => {
  const dotted = by('dotted line', flat(0, 1));
  const inked = Array.from({ length: SIDE }, (_, column) =>
    Array.from({ length: SIDE }, (_, row) => at(dotted, column, row)).some((value) => value > 0),
  );
  expect(inked.flatMap((isInked, column) => (isInked ? [column] : []))).toEqual([
    2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23, 26,
  ]);
  const teeth = by('zigzag', flat(0, 1));
  const rowOf = (column: number) => {
    const values = Array.from({ length: SIDE }, (_, row) => at(teeth, column, row));
    return values.indexOf(Math.max(...values));
  };
  const turns = [4, 8, 12, 16, 20].map((column) => Math.sign(rowOf(column + 4) - rowOf(column)));
  expect(turns[0]).not.toBe(0);
  expect(turns).toEqual(turns.map((_, nth) => (nth % 2 === 0 ? turns[0] : -turns[0]!)));
});

test('the edges of a bar are a white line one pixel wide around it', () => {
  const edges = by('canny edges');
  expect(new Set(edges)).toEqual(new Set([0, 255]));
  const row = [...edges.subarray(13 * SIDE, 14 * SIDE)];
  expect(row.flatMap((value, column) => (value > 0 ? [column] : []))).toHaveLength(2);
  expect(at(edges, 13, 13)).toBe(0);
});
