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
  const halfPen = 8;
  const corners = [
    { x: 60, y: 150 },
    { x: 110, y: 210 },
    { x: 220, y: 70 },
  ];
  const pixels = Uint8Array.from({ length: side * side }, (_, i) => {
    const point = { x: i % side, y: Math.floor(i / side) };
    const onStroke = corners.slice(1).some((to, k) => distanceToLine(point, corners[k]!, to) < halfPen);
    return onStroke ? 0 : 255;
  });
  return sharp(pixels, { raw: { width: side, height: side, channels: 1 } });
}

interface Point {
  x: number;
  y: number;
}

/** From a point to the nearest one of the line between two others. */
function distanceToLine(point: Point, from: Point, to: Point): number {
  const along = { x: to.x - from.x, y: to.y - from.y };
  const part = ((point.x - from.x) * along.x + (point.y - from.y) * along.y) / (along.x ** 2 + along.y ** 2);
  const nearest = Math.min(1, Math.max(0, part));
  return Math.hypot(point.x - from.x - nearest * along.x, point.y - from.y - nearest * along.y);
}
