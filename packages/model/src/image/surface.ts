/** Coefficients of a surface over an image: those of 1, x, y, x², xy and y². A plane has the first three, a constant the first. */
export type Surface = readonly number[];

/** Number of coefficients of a plane. */
export const PLANE = 3;

/** Number of coefficients of a curved surface. */
export const CURVED = 6;

/** Values at some places of an image. */
export interface Samples {
  /** Places across, −1 at the left edge to 1 at the right edge. */
  readonly x: Float64Array;
  /** Places down, −1 at the top edge to 1 at the bottom edge. */
  readonly y: Float64Array;
  /** The value at each place. */
  readonly values: Float64Array;
}

/** The height of a surface at a place. */
export function heightAt(surface: Surface, x: number, y: number): number {
  if (surface.length === 1) return surface[0]!;
  const plane = surface[0]! + surface[1]! * x + surface[2]! * y;
  return surface.length === PLANE ? plane : plane + surface[3]! * x * x + surface[4]! * x * y + surface[5]! * y * y;
}

/**
 * Fits a surface to samples by least squares, with the normal equations.
 *
 * @param isUsed 1 for each sample that is used, 0 for the others
 * @param terms number of coefficients, `PLANE` or `CURVED`
 * @returns `undefined` if many surfaces fit equally well, as many planes fit the points of a line.
 */
export function fitSurface({ x, y, values }: Samples, isUsed: Uint8Array, terms: number): Surface | undefined {
  const columns = terms + 1;
  const equations = new Float64Array(terms * columns);
  const row = new Float64Array(CURVED);
  for (let i = 0; i < values.length; i++) {
    if (isUsed[i] === 0) continue;
    const [right, down] = [x[i]!, y[i]!];
    row[0] = 1;
    row[1] = right;
    row[2] = down;
    row[3] = right * right;
    row[4] = right * down;
    row[5] = down * down;
    for (let r = 0; r < terms; r++) {
      for (let c = 0; c < terms; c++) equations[r * columns + c]! += row[r]! * row[c]!;
      equations[r * columns + terms]! += row[r]! * values[i]!;
    }
  }
  return solve(equations, terms);
}

/**
 * Solves equations by Gauss–Jordan elimination. It needs no exchange of rows: the largest numbers of normal equations are on
 * the diagonal, unless there is no single solution.
 */
function solve(equations: Float64Array, terms: number): number[] | undefined {
  const columns = terms + 1;
  const scale = equations[0]!;
  for (let pivot = 0; pivot < terms; pivot++) {
    const diagonal = equations[pivot * columns + pivot]!;
    if (diagonal <= 1e-6 * scale) return undefined;
    for (let r = 0; r < terms; r++) {
      if (r === pivot) continue;
      const factor = equations[r * columns + pivot]! / diagonal;
      for (let c = pivot; c < columns; c++) equations[r * columns + c]! -= factor * equations[pivot * columns + c]!;
    }
  }
  return Array.from({ length: terms }, (_, r) => equations[r * columns + terms]! / equations[r * columns + r]!);
}
