/**
 * A value between the pixels of a picture: from one's middle to the next one's in a straight line, both ways.
 *
 * @param at the value of the pixel in a column and row; also of those just outside.
 * @param x in pixels, from the middle of the first column; any number.
 * @param y the same from the first row.
 */
export function interpolate(at: (column: number, row: number) => number, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, below] = [x - left, y - top];
  const above = (1 - right) * at(left, top) + right * at(left + 1, top);
  const under = (1 - right) * at(left, top + 1) + right * at(left + 1, top + 1);
  return (1 - below) * above + below * under;
}
