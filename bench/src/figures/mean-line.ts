import * as Plot from '@observablehq/plot';

/** A line through the means over the seeds, and a thin one for each of them where there are several. */
export function meanLine(points: readonly { readonly seed: number }[], style: Plot.LineOptions): Plot.Markish[] {
  const mean = Plot.line(points, Plot.groupX({ y: 'mean' }, style));
  if (new Set(points.map(({ seed }) => seed)).size <= 1) return [mean];
  return [Plot.line(points, { ...style, z: 'seed', strokeWidth: 0.75, strokeOpacity: 0.6 }), mean];
}
