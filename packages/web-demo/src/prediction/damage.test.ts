import { expect, test } from 'vitest';
import { damageImage, isSound, NO_DAMAGE } from './damage.js';

const image = Uint8Array.from({ length: 784 }, (_, i) => (i * 37) % 256);
const at = (pixels: Uint8Array, x: number, y: number) => pixels[y * 28 + x];

test('no damage leaves an image as it is', () => {
  expect(damageImage(image, NO_DAMAGE)).toEqual(image);
  expect([isSound(NO_DAMAGE), isSound({ ...NO_DAMAGE, noise: 0.1 })]).toEqual([true, false]);
});

test('it moves, turns clockwise, and erases half', () => {
  const dot = new Uint8Array(784);
  dot[10 * 28 + 14] = 200;
  expect(at(damageImage(dot, { ...NO_DAMAGE, right: 3, down: -2 }), 17, 8)).toBe(200);
  // Above the middle becomes right of the middle.
  expect(at(damageImage(dot, { ...NO_DAMAGE, rotation: 90 }), 17, 14)).toBe(200);
  for (const [erased, left] of [
    ['left', 14],
    ['right', 13],
    ['top', 0],
    ['bottom', 0],
  ] as const) {
    const half = damageImage(
      image.map(() => 9),
      { ...NO_DAMAGE, erased },
    );
    expect(half.filter((pixel) => pixel === 9)).toHaveLength(392);
    expect(at(half, left, erased === 'top' ? 14 : 13)).toBe(9);
  }
});

test('noise is the same each time, and as strong as it is asked to be', () => {
  const grey = new Uint8Array(784).fill(128);
  const noisy = damageImage(grey, { ...NO_DAMAGE, noise: 0.1 });
  expect(damageImage(grey, { ...NO_DAMAGE, noise: 0.1 })).toEqual(noisy);
  const variance = noisy.reduce((sum, pixel) => sum + (pixel - 128) ** 2, 0) / 784;
  expect(Math.sqrt(variance) / 255).toBeCloseTo(0.1, 1);
});
