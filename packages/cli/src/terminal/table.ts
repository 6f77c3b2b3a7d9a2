/** Text in columns. */
export interface TableOptions {
  /** The first columns that are aligned to the left; those after them to the right. Default: 1. */
  readonly left?: number;
  /** Blanks between columns. Default: 2. */
  readonly gap?: number;
  /** Blanks before the first column. Default: 2. */
  readonly indent?: number;
}

/** Lays rows of cells out, each column as wide as its widest cell. */
export function tableLines(
  rows: readonly (readonly string[])[],
  { left = 1, gap = 2, indent = 2 }: TableOptions = {},
): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) => {
    const cells = row.map((cell, i) => (i < left ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)));
    return `${' '.repeat(indent)}${cells.join(' '.repeat(gap))}`.trimEnd();
  });
}
