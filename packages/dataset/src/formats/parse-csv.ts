import { contentError, type DatasetError } from '../errors.js';
import { textOf } from '../files/read-file.js';

/** A table of numbers. */
export interface NumberTable {
  /** The names of the columns; undefined if the first row has numbers. */
  readonly header: readonly string[] | undefined;
  readonly columns: number;
  readonly rows: number;
  /** [rows × columns], row by row. */
  readonly values: Float32Array;
}

const [LINE_FEED, RETURN, QUOTE, BLANK, ZERO, NINE] = [0x0a, 0x0d, 0x22, 0x20, 0x30, 0x39];

/** The separators of tables: Excel writes semicolons where the comma is part of a number. */
const SEPARATORS = [',', ';', '\t'];

/**
 * Reads a table of numbers: one row a line, cells separated by commas, semicolons or tabs, quoted or not. The first row may have names. A
 * byte order mark is passed over, and so are empty lines.
 *
 * @throws `DatasetError` `csv` if a cell is no number, or a row has another number of cells than the first. It names the line.
 */
export function parseCsv(content: Uint8Array, source: string): NumberTable {
  const bytes = withoutMark(content);
  const firstEnd = endOfLine(bytes, 0);
  const first = new TextDecoder().decode(bytes.subarray(0, Math.min(firstEnd, MAX_LINE_BYTES))).trim();
  const separator = SEPARATORS.reduce((best, other) => (countOf(first, other) > countOf(first, best) ? other : best));
  const cells = first.split(separator).map((cell) => cell.replaceAll('"', '').trim());
  const header = cells.some((cell) => cell === '' || Number.isNaN(Number(cell))) ? cells : undefined;
  const columns = cells.length;
  const start = header === undefined ? 0 : firstEnd + 1;
  const values = new Float32Array(columns * countLines(bytes, start));
  let rows = 0;
  let line = header === undefined ? 1 : 2;
  for (let from = start; from < bytes.length; line++) {
    const to = endOfLine(bytes, from);
    if (!isEmpty(bytes, from, to)) {
      const found = readRow(
        bytes,
        from,
        to,
        separator.charCodeAt(0),
        values.subarray(rows * columns, ++rows * columns),
      );
      if (typeof found === 'string') throw csvError(source, line, 'a number in each cell', found);
      if (found !== columns) throw csvError(source, line, `${columns} cells in a row, as in the first`, String(found));
    }
    from = to + 1;
  }
  return { header, columns, rows, values: values.subarray(0, rows * columns) };
}

/** A header of 785 names has less than 10 kB. */
const MAX_LINE_BYTES = 1e6;

const countOf = (text: string, part: string) => text.split(part).length;

/** The bytes of a text in UTF-8, without its byte order mark. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return new TextEncoder().encode(textOf(bytes));
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LINE_FEED, from);
  return end === -1 ? bytes.length : end;
}

/** The number of lines that are not empty. */
function countLines(bytes: Uint8Array, start: number): number {
  let lines = 0;
  for (let from = start; from < bytes.length; from = endOfLine(bytes, from) + 1) {
    if (!isEmpty(bytes, from, endOfLine(bytes, from))) lines++;
  }
  return lines;
}

const isEmpty = (bytes: Uint8Array, from: number, to: number) =>
  to === from || (to === from + 1 && bytes[from] === RETURN);

/** Reads a row into `values`. @returns the number of its cells, or the text of one that is no number. */
function readRow(
  bytes: Uint8Array,
  from: number,
  to: number,
  separator: number,
  values: Float32Array,
): number | string {
  let cells = 0;
  for (let start = from; start <= to; cells++) {
    // Nearly all cells are a few digits.
    let number = 0;
    let end = start;
    for (; end < to; end++) {
      const digit = bytes[end]! - ZERO;
      if (digit < 0 || digit > NINE - ZERO) break;
      number = 10 * number + digit;
    }
    const isWhole = end > start && (end === to || bytes[end] === separator);
    if (!isWhole) {
      while (end < to && bytes[end] !== separator) end++;
      const text = unquoted(bytes, start, end);
      number = text === '' ? NaN : Number(text);
      if (Number.isNaN(number)) return JSON.stringify(text.slice(0, 40));
    }
    if (cells < values.length) values[cells] = number;
    start = end + 1;
  }
  return cells;
}

/** The text of a cell without the quotes, the blanks and the end of the line around it. */
function unquoted(bytes: Uint8Array, start: number, end: number): string {
  const isAround = (byte: number) => byte === QUOTE || byte === BLANK || byte === RETURN;
  let [from, to] = [start, end];
  while (from < to && isAround(bytes[from]!)) from++;
  while (to > from && isAround(bytes[to - 1]!)) to--;
  return new TextDecoder().decode(bytes.subarray(from, Math.min(to, from + 100)));
}

const csvError = (source: string, line: number, expected: string, found: string): DatasetError =>
  contentError('csv', { source, expected, found: `${found} in line ${line}`, advice: undefined });
