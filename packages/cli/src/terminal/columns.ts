/** Characters in a line where nothing is known of a terminal. */
const COLUMNS = 80;

/** How many characters fit into a line of a stream: as many as its terminal has, or as `COLUMNS` says. */
export function columnsOf(
  { columns }: { readonly columns?: number },
  { COLUMNS: text }: Readonly<Record<string, string | undefined>>,
): number {
  const width = Number(text);
  return columns ?? (Number.isInteger(width) && width > 0 ? width : COLUMNS);
}
