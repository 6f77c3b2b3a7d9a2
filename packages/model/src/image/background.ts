import type { GreyImage } from './grey-image.js';

/** How light a picture's background is, place by place. */
export interface Background {
  /** The lightness at a pixel. */
  readonly at: (x: number, y: number) => number;
  /** The standard deviation around it. */
  readonly noise: number;
}

/** So many times the plane is fitted again, to the pixels near the one before. */
const ROUNDS = 4;

/**
 * Takes what is at the edges of a picture for its background, and lays a plane through it: paper is often lighter at one
 * side. What stands out from it, such as a stroke that goes over the edge, is left out.
 */
export function fitBackground(image: GreyImage): Background {
  const edge = edgeOf(image);
  const middle = median(edge.map(({ value }) => value));
  let background: (x: number, y: number) => number = () => middle;
  let noise = deviation(edge, background);
  for (let round = 0; round < ROUNDS; round++) {
    const reach = Math.max(0.02, 2.5 * noise);
    const near = edge.filter(({ x, y, value }) => Math.abs(value - background(x, y)) <= reach);
    if (near.length < edge.length / 4) break;
    background = fitPlane(near) ?? background;
    noise = deviation(near, background);
  }
  return { at: background, noise };
}

interface Sample {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** The outermost pixels: one of a hundred rows and columns, at least one. */
function edgeOf({ width, height, values }: GreyImage): Sample[] {
  const depth = { x: Math.ceil(width / 100), y: Math.ceil(height / 100) };
  const samples: Sample[] = [];
  for (let y = 0; y < height; y++) {
    const isRow = y < depth.y || y >= height - depth.y;
    for (let x = 0; x < width; x++) {
      if (!isRow && x === depth.x && width > 2 * depth.x) x = width - depth.x;
      samples.push({ x, y, value: values[y * width + x]! });
    }
  }
  return samples;
}

/** Median of the distances, as the standard deviation of a normal distribution: what stands out does not count. */
function deviation(samples: readonly Sample[], at: (x: number, y: number) => number): number {
  return 1.4826 * median(samples.map(({ x, y, value }) => Math.abs(value - at(x, y))));
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** The plane with the least squared distances; undefined where the samples lie on a line. */
function fitPlane(samples: readonly Sample[]): ((x: number, y: number) => number) | undefined {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [mx, my, mv] = [mean(({ x }) => x), mean(({ y }) => y), mean(({ value }) => value)];
  const xx = mean(({ x }) => (x - mx) ** 2);
  const yy = mean(({ y }) => (y - my) ** 2);
  const xy = mean(({ x, y }) => (x - mx) * (y - my));
  const xv = mean(({ x, value }) => (x - mx) * (value - mv));
  const yv = mean(({ y, value }) => (y - my) * (value - mv));
  const determinant = xx * yy - xy * xy;
  if (determinant < 1e-6 * Math.max(1, xx * yy)) return undefined;
  const a = (xv * yy - yv * xy) / determinant;
  const b = (yv * xx - xv * xy) / determinant;
  return (x, y) => mv + a * (x - mx) + b * (y - my);
}
