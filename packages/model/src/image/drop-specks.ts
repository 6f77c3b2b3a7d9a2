import type { GreyImage } from './grey-image.js';

/** What has less ink than this part of the largest piece is no stroke of the digit. */
const SPECK = 0.04;

/** Leaves out what hangs together with nothing and is small beside the largest piece: dust, noise, the dot of a full stop. */
export function dropSpecks({ width, height, values }: GreyImage): GreyImage {
  const pieceOf = new Int32Array(values.length);
  const waiting = new Int32Array(values.length);
  const inks = [0];
  for (let start = 0; start < values.length; start++) {
    if (values[start] === 0 || pieceOf[start] !== 0) continue;
    const piece = inks.length;
    let [ink, count] = [0, 0];
    pieceOf[start] = piece;
    waiting[count++] = start;
    while (count > 0) {
      const pixel = waiting[--count]!;
      ink += values[pixel]!;
      const y = Math.floor(pixel / width);
      const x = pixel - y * width;
      const [left, right] = [x > 0 ? -1 : 0, x < width - 1 ? 1 : 0];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        const middle = ny * width + x;
        for (let neighbour = middle + left; neighbour <= middle + right; neighbour++) {
          if (values[neighbour] === 0 || pieceOf[neighbour] !== 0) continue;
          pieceOf[neighbour] = piece;
          waiting[count++] = neighbour;
        }
      }
    }
    inks.push(ink);
  }
  const least = SPECK * inks.reduce((most, ink) => Math.max(most, ink), 0);
  return { width, height, values: values.map((value, i) => (inks[pieceOf[i]!]! >= least ? value : 0)) };
}
