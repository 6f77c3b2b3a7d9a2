import * as fc from 'fast-check';

/** Where the elements of an example come from. */
export const seeds = fc.integer({ min: 1, max: 1000 });

/** Shapes of small tensors. */
export const shapes = (minRank: number, maxRank: number, maxLength = 4): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 1, max: maxLength }), { minLength: minRank, maxLength: maxRank });

/** Two shapes that can be broadcast against each other. */
export const broadcastPairs: fc.Arbitrary<readonly [number[], number[]]> = shapes(0, 4).chain((shape) =>
  fc
    .tuple(
      fc.tuple(...shape.map(() => fc.constantFrom('both', 'both', 'a', 'b'))),
      fc.integer({ min: 0, max: shape.length }),
      fc.boolean(),
    )
    .map(([lengths, missing, swap]) => {
      const a = shape.map((length, axis) => (lengths[axis] === 'b' ? 1 : length));
      const b = shape.map((length, axis) => (lengths[axis] === 'a' ? 1 : length)).slice(missing);
      return swap ? ([b, a] as const) : ([a, b] as const);
    }),
);

/** A shape with some of its axes, in any order, negative ones among them. */
export const shapesWithAxes = (minRank: number, maxRank: number): fc.Arbitrary<{ shape: number[]; axes: number[] }> =>
  shapes(minRank, maxRank).chain((shape) =>
    fc
      .tuple(
        fc.subarray(
          shape.map((_, axis) => axis),
          { minLength: 1 },
        ),
        fc.boolean(),
      )
      .map(([axes, negative]) => ({ shape, axes: negative ? axes.map((axis) => axis - shape.length) : axes })),
  );

/** A shape with one of its axes. */
export const shapesWithAxis = (minRank: number, maxRank: number): fc.Arbitrary<{ shape: number[]; axis: number }> =>
  shapes(minRank, maxRank).chain((shape) =>
    fc.integer({ min: -shape.length, max: shape.length - 1 }).map((axis) => ({ shape, axis })),
  );
