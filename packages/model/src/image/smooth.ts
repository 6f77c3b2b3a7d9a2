import type { GreyImage } from './grey-image.js';

/** Takes for each pixel the mean of its neighbourhood, weighted 1 : 2 : 1 across and down: noise of single pixels falls to 3/8. */
export function smooth({ width, height, values }: GreyImage): GreyImage {
  const across = new Float32Array(values.length);
  const down = new Float32Array(values.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      across[i] = (values[x > 0 ? i - 1 : i]! + 2 * values[i]! + values[x < width - 1 ? i + 1 : i]!) / 4;
    }
  }
  for (let y = 0, i = 0; y < height; y++) {
    const [above, below] = [y > 0 ? width : 0, y < height - 1 ? width : 0];
    for (let x = 0; x < width; x++, i++) down[i] = (across[i - above]! + 2 * across[i]! + across[i + below]!) / 4;
  }
  return { width, height, values: down };
}
