import { IMAGE_SIDE, type RandomStream } from '@mnist-adder/dataset';
import { plane, type Plane } from './plane.js';

/** Side of the map of heights, a power of two. An image shows its upper left corner. */
const SIDE = 256;

/** By what the roughness is divided when the distance between points is halved. */
const DECAY = 1.4;

/** How much brighter the thickest fog is than white ink. */
const THICKNESS = 3;

/** Lays fog over an image, then darkens both until the brightest ink is as it was. */
export function fog(image: Plane, stream: RandomStream): Plane {
  const heights = plasma(stream);
  const brightest = image.reduce((most, value) => Math.max(most, value), 0);
  return plane((column, row) => {
    const foggy = image[row * IMAGE_SIDE + column]! + THICKNESS * heights[row * SIDE + column]!;
    return (foggy * brightest) / (brightest + THICKNESS);
  });
}

/**
 * A map of random heights from 0 to 1, [256 × 256], by midpoint displacement (the diamond-square algorithm; Fournier, Fussell &
 * Carpenter 1982). Its edges meet.
 */
function plasma(stream: RandomStream): Float64Array {
  const heights = new Float64Array(SIDE * SIDE);
  const at = (column: number, row: number) => heights[(row & (SIDE - 1)) * SIDE + (column & (SIDE - 1))]!;
  let roughness = 100;
  for (let step = SIDE; step >= 2; step /= 2, roughness /= DECAY) {
    const half = step / 2;
    const moved = (sum: number) => sum / 4 + roughness * roughness * (2 * stream.uniform() - 1);
    for (let row = half; row < SIDE; row += step) {
      for (let column = half; column < SIDE; column += step) {
        const above = at(column - half, row - half) + at(column + half, row - half);
        const below = at(column - half, row + half) + at(column + half, row + half);
        heights[row * SIDE + column] = moved(above + below);
      }
    }
    for (let row = 0; row < SIDE; row += half) {
      for (let column = row % step === 0 ? half : 0; column < SIDE; column += step) {
        const beside = at(column - half, row) + at(column + half, row);
        heights[row * SIDE + column] = moved(beside + at(column, row - half) + at(column, row + half));
      }
    }
  }
  let [lowest, highest] = [Infinity, -Infinity];
  for (const height of heights) [lowest, highest] = [Math.min(lowest, height), Math.max(highest, height)];
  return heights.map((height) => (height - lowest) / (highest - lowest));
}
