/** What a surface's terms count for: 1, x, y, x², xy, y². A plane has the first three, a level one the first. */
export type Surface = readonly number[];

/** The numbers that a plane has. */
export const PLANE = 3;

/** The numbers that a curved surface has. */
export const CURVED = 6;

/** Values at places, which go from −1 to 1 from side to side. */
export interface Samples {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly values: Float64Array;
}

/** How high a surface is at a place. */
export function heightAt(surface: Surface, x: number, y: number): number {
  if (surface.length === 1) return surface[0]!;
  const plane = surface[0]! + surface[1]! * x + surface[2]! * y;
  return surface.length === PLANE ? plane : plane + surface[3]! * x * x + surface[4]! * x * y + surface[5]! * y * y;
}

/**
 * The surface with the least squared distances from the samples that count: normal equations, solved by elimination.
 *
 * @param counts for each sample whether it does.
 * @returns undefined where many surfaces would do, as many planes go through a line.
 */
export function fitSurface({ x, y, values }: Samples, counts: Uint8Array, terms: number): Surface | undefined {
  const columns = terms + 1;
  const equations = new Float64Array(terms * columns);
  const row = new Float64Array(CURVED);
  for (let i = 0; i < values.length; i++) {
    if (counts[i] === 0) continue;
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

/** Gauss and Jordan, without exchange of rows: normal equations have their largest numbers on the diagonal, or no solution. */
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
