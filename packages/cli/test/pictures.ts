import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import sharp from 'sharp';
import type { Sharp } from 'sharp';

const { test } = await readMnist();

/** A test image of MNIST as sharp has it: light on black, 28 × 28. */
export function digitPicture(index: number): Sharp {
  const pixels = test.images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS);
  return sharp(pixels, { raw: { width: IMAGE_SIDE, height: IMAGE_SIDE, channels: 1 } });
}

/** The same dark on white, as somebody would draw it: larger, and not in the middle. */
export async function drawnPicture(index: number): Promise<Sharp> {
  const large = await digitPicture(index).negate().resize(168, 168).toColourspace('srgb').png().toBuffer();
  return sharp({ create: { width: 320, height: 240, channels: 3, background: 'white' } }).composite([
    { input: large, left: 130, top: 20 },
  ]);
}

/** Test images of MNIST side by side, dark on white. */
export async function numberPicture(indices: readonly number[]): Promise<Sharp> {
  const digits = await Promise.all(
    indices.map((index) => digitPicture(index).negate().resize(112, 112).toColourspace('srgb').png().toBuffer()),
  );
  const width = 100 * (indices.length + 1);
  return sharp({ create: { width, height: 160, channels: 3, background: 'white' } }).composite(
    digits.map((input, i) => ({ input, left: 30 + 96 * i, top: 20 + 4 * (i % 2), blend: 'darken' as const })),
  );
}

/** A tick mark, black on white: no digit, and nothing like one. */
export function tickPicture(): Sharp {
  const side = 280;
  const pixels = new Uint8Array(side ** 2).fill(255);
  for (let x = 60; x <= 220; x++) {
    // Down from (60, 150) to (110, 210), then up to (220, 70).
    const middle = x < 110 ? 150 + (6 / 5) * (x - 60) : 210 - (14 / 11) * (x - 110);
    for (let y = Math.ceil(middle - 12); y <= middle + 12; y++) pixels[y * side + x] = 0;
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 1 } });
}
