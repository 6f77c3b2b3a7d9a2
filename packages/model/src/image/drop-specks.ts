import type { GreyImage } from './grey-image.js';

/** What has less ink than this part of the largest piece is no stroke of the digit. */
const SPECK = 0.04;

/** Leaves out what hangs together with nothing and is small beside the largest piece: dust, noise, the dot of a full stop. */
export function dropSpecks({ width, height, values }: GreyImage): GreyImage {
  const pieceOf = new Int32Array(values.length).fill(-1);
  const inks: number[] = [];
  const waiting: number[] = [];
  for (let start = 0; start < values.length; start++) {
    if (values[start] === 0 || pieceOf[start] !== -1) continue;
    const piece = inks.length;
    let ink = 0;
    pieceOf[start] = piece;
    waiting.push(start);
    for (let pixel = waiting.pop(); pixel !== undefined; pixel = waiting.pop()) {
      ink += values[pixel]!;
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const neighbour = ny * width + nx;
          if (values[neighbour] === 0 || pieceOf[neighbour] !== -1) continue;
          pieceOf[neighbour] = piece;
          waiting.push(neighbour);
        }
      }
    }
    inks.push(ink);
  }
  const least = SPECK * inks.reduce((most, ink) => Math.max(most, ink), 0);
  return { width, height, values: values.map((value, i) => (value > 0 && inks[pieceOf[i]!]! >= least ? value : 0)) };
}
