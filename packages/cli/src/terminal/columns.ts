/** Characters in a line where nothing is known of a terminal. */
const COLUMNS = 80;

/** How many characters fit into a line of a stream: as many as its terminal has, or as `COLUMNS` says. */
export function columnsOf(
  { columns }: { readonly columns?: number },
  { COLUMNS: text }: Readonly<Record<string, string | undefined>>,
): number {
  // A terminal that does not know its width says 0.
  const width = [columns, Number(text)].find((count) => Number.isInteger(count) && count! > 0);
  return width ?? COLUMNS;
}
