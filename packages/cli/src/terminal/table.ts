import { oneLine } from './output.js';

/** Options of {@link tableLines}. */
export interface TableOptions {
  /** Number of first columns that are aligned to the left; the others are aligned to the right. Default: 1. */
  readonly left?: number | undefined;
  /** Number of blanks between columns. Default: 2. */
  readonly gap?: number | undefined;
  /** Number of blanks before the first column. Default: 2. */
  readonly indent?: number | undefined;
}

/** Lays out rows of cells as lines of text. Each column is as wide as its widest cell. Control characters in cells are escaped. */
export function tableLines(
  content: readonly (readonly string[])[],
  { left = 1, gap = 2, indent = 2 }: TableOptions = {},
): string[] {
  const rows = content.map((row) => row.map(oneLine));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) => {
    const cells = row.map((cell, i) => (i < left ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)));
    return `${' '.repeat(indent)}${cells.join(' '.repeat(gap))}`.trimEnd();
  });
}
