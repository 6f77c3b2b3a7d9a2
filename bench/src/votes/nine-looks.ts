import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';

const STEPS = [-1, 0, 1];

/** Images as they are, and moved by a pixel in each of the eight directions, black coming in at the edge. */
export function nineLooks(images: Uint8Array): Uint8Array[] {
  return STEPS.flatMap((dy) => STEPS.map((dx) => moved(images, dx, dy)));
}

function moved(images: Uint8Array, dx: number, dy: number): Uint8Array {
  const result = new Uint8Array(images.length);
  for (let start = 0; start < images.length; start += IMAGE_PIXELS) {
    for (let y = Math.max(0, dy); y < Math.min(IMAGE_SIDE, IMAGE_SIDE + dy); y++) {
      const row = images.subarray(start + (y - dy) * IMAGE_SIDE, start + (y - dy + 1) * IMAGE_SIDE);
      result.set(
        row.subarray(Math.max(0, -dx), IMAGE_SIDE - Math.max(0, dx)),
        start + y * IMAGE_SIDE + Math.max(0, dx),
      );
    }
  }
  return result;
}
