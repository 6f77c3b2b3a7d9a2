/** Which pixels of a picture are ink, row by row: 1 or 0. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array;
}

/** The eight neighbours, from the one above on clockwise. */
const AROUND: readonly (readonly [x: number, y: number])[] = [
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
];

/** Thins ink to lines of one pixel that run along its middle (T. Y. Zhang & C. Y. Suen 1984). */
export function thin({ width, height, ink }: Bitmap): Bitmap {
  const left = ink.slice();
  const at = (x: number, y: number) => (x >= 0 && y >= 0 && x < width && y < height ? left[y * width + x]! : 0);
  const isPeeled = (x: number, y: number, pass: number) => {
    const around = AROUND.map(([dx, dy]) => at(x + dx, y + dy));
    const count = around.reduce((sum, value) => sum + value, 0);
    const beginnings = around.filter((value, i) => value === 0 && around[(i + 1) % 8] === 1).length;
    if (count < 2 || count > 6 || beginnings !== 1) return false;
    const [above, , right, , below, , before] = around as [number, number, number, number, number, number, number];
    const isEdge = (...beside: number[]) => beside.includes(0);
    return pass === 0
      ? isEdge(above, right, below) && isEdge(right, below, before)
      : isEdge(above, right, before) && isEdge(above, below, before);
  };
  for (let pass = 0, unchanged = 0; unchanged < 2; pass = 1 - pass) {
    const peeled: number[] = [];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) if (at(x, y) === 1 && isPeeled(x, y, pass)) peeled.push(y * width + x);
    }
    for (const pixel of peeled) left[pixel] = 0;
    unchanged = peeled.length === 0 ? unchanged + 1 : 0;
  }
  return { width, height, ink: left };
}
