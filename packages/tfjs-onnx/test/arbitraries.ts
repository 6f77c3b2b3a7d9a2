import * as fc from 'fast-check';

/** Seeds of the elements of examples. */
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

/** A shape with some of its axes, either all counted from the start or all from the end. */
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

const upTo = (max: number) => fc.integer({ min: 1, max });

/** Poolings whose windows fit into the image, and each hold at least one pixel of it. */
export const poolings = fc
  .record({
    batch: upTo(3),
    height: upTo(8),
    width: upTo(8),
    channels: upTo(3),
    filter: fc.tuple(upTo(4), upTo(4)),
    strides: fc.tuple(upTo(4), upTo(4)),
    tiling: fc.boolean(),
    pad: fc.constantFrom('valid' as const, 'same' as const, 0, 1),
  })
  .map(({ tiling, filter, strides, pad, ...rest }) => {
    // For numeric padding TensorFlow.js counts columns as it counts rows.
    const square = ([n]: [number, number]): [number, number] => [n, n];
    const window = typeof pad === 'number' ? square(filter) : filter;
    const step = typeof pad === 'number' ? square(strides) : strides;
    return { ...rest, filter: window, strides: tiling ? window : step, pad };
  })
  .filter(
    ({ height, width, filter: [rows, columns], pad }) => height >= rows && width >= columns && (pad !== 1 || rows > 1),
  );
