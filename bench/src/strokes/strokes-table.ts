import { markdownTable } from '../documents/markdown-table.js';
import type { Strokes } from './strokes-results.js';

const percent = (part: number) => `${Number((100 * part).toFixed(1))} %`;

/** How many digits are read right in per cent, a row a pen and a column a size. */
export function strokesTable({ drawings }: Strokes): string {
  const sizes = [...new Set(drawings.map(({ size }) => size))];
  const pens = [...new Set(drawings.map(({ pen }) => pen))];
  const rows = pens.map((pen) => [
    percent(pen),
    ...sizes.map((size) => {
      const found = drawings.find((drawing) => drawing.pen === pen && drawing.size === size);
      return found === undefined ? '–' : (100 * found.accuracy).toFixed(1);
    }),
  ]);
  return markdownTable(['pen', ...sizes.map((size) => `size ${percent(size)}`)], rows);
}
