import * as tf from '@tensorflow/tfjs-core';

type Inputs = Record<string, tf.Tensor>;

/** Elementwise kernels of one input, and reductions, with the attributes that they need. */
const OF_ONE: Readonly<Record<string, tf.NamedAttrMap>> = {
  ...Object.fromEntries(
    ['Abs', 'Acos', 'Asinh', 'Ceil', 'Elu', 'Exp', 'Expm1', 'Floor', 'IsFinite', 'IsNan', 'Log1p', 'Neg', 'OnesLike']
      .concat(['Reciprocal', 'Relu', 'Relu6', 'Round', 'Rsqrt', 'Selu', 'Sigmoid', 'Sign', 'Sin', 'Softplus', 'Sqrt'])
      .concat(['Square', 'Tanh', 'ZerosLike', 'Identity'])
      .map((name) => [name, {}]),
  ),
  ArgMax: { axis: 1 },
  ArgMin: { axis: 0 },
  Cast: { dtype: 'float32' },
  ClipByValue: { clipValueMin: 0, clipValueMax: 1 },
  Cumsum: { axis: 1, exclusive: false, reverse: false },
  LeakyRelu: { alpha: 0.25 },
  Max: { reductionIndices: [1], keepDims: false },
  Mean: { axis: [1], keepDims: false },
  Min: { axis: [1], keepDims: true },
  PadV2: {
    paddings: [
      [1, 0],
      [0, 2],
    ],
    constantValue: 1,
  },
  Prod: { axis: [1], keepDims: false },
  Reshape: { shape: [-1] },
  Reverse: { dims: [1] },
  Slice: { begin: [0, 0], size: [-1, -1] },
  Step: { alpha: 0.5 },
  Sum: { axis: [1], keepDims: false },
  Tile: { reps: [2, 1] },
  Transpose: { perm: [1, 0] },
};

const OF_TWO = ['Add', 'Equal', 'FloorDiv', 'Greater', 'LessEqual', 'Maximum', 'Minimum', 'Mod', 'Multiply', 'NotEqual']
  .concat(['Pow', 'RealDiv', 'SquaredDifference', 'Sub'])
  .map((name) => [name, {}] as const);

/** Calls kernels with each type, with NaN and infinities, and with no elements. A call that TensorFlow.js refuses is left out. */
export function callEdgeCases(): void {
  const call = (kernelName: string, inputs: Inputs | readonly tf.Tensor[], attributes: tf.NamedAttrMap = {}) => {
    try {
      tf.engine().runKernel(kernelName, inputs as Inputs, attributes);
    } catch {
      // Not a call that a program can make.
    }
  };
  const values: readonly (readonly [tf.DataType, readonly number[], number[]])[] = [
    ['float32', [-1.5, 0, 2, NaN, 0.5, Infinity], [2, 3]],
    ['float32', [1, NaN, 2, 3, -Infinity, NaN], [2, 3]],
    ['int32', [-2, 0, 3, 1, 7, -5], [2, 3]],
    ['bool', [0, 1, 1, 0, 0, 0], [2, 3]],
    ['float32', [], [0, 3]],
    ['int32', [], [2, 0]],
    ['bool', [], [0, 3]],
  ];
  tf.tidy(() => {
    for (const [dtype, numbers, shape] of values) {
      const tensorOf = (elements: readonly number[]) => tf.tensor([...elements], shape, dtype);
      const x = tensorOf(numbers);
      const other = tensorOf(numbers.map((_, i) => (dtype === 'bool' ? i % 2 : i + 1)));
      for (const [kernelName, attributes] of Object.entries(OF_ONE)) call(kernelName, { x }, attributes);
      for (const [kernelName] of OF_TWO) call(kernelName, { a: x, b: other });
      const condition = tf.tensor(
        numbers.map((_, i) => i % 2),
        shape,
        'bool',
      );
      call('Select', { condition, t: x, e: other });
      call('Prelu', { x, alpha: other });
      call('AddN', [x, other]);
      call('Concat', [x, other], { axis: 0 });
      call('Pack', [x, other], { axis: 1 });
      call('ExpandDims', { input: x }, { dim: 1 });
      call('GatherV2', { x, indices: tf.tensor1d([0, 1], 'int32') }, { axis: 1, batchDims: 0 });
      call('BatchMatMul', { a: tf.expandDims(x), b: tf.expandDims(other) }, { transposeA: false, transposeB: true });
      call('UnsortedSegmentSum', { x, segmentIds: tf.tensor1d([1, -1], 'int32') }, { numSegments: 2 });
      call('SplitV', { x }, { numOrSizeSplits: [1, 2], axis: 1 });
      if (numbers.length > 0) call('Unpack', { value: x }, { axis: 0 });
      call('OneHot', { indices: x }, { depth: 3, onValue: 1, offValue: 0, dtype: 'float32' });
      call('StridedSlice', { x }, stridedSlice);
      call('Cast', { x }, { dtype: 'int32' });
      call('Cast', { x }, { dtype: 'bool' });
      call('Softmax', { logits: x }, { dim: 1 });
    }
    const truth = tf.tensor2d([1, 0, 1, 1], [2, 2], 'bool');
    call('All', { x: truth }, { axis: [1], keepDims: false });
    call('Any', { x: truth }, { axis: [1], keepDims: false });
    call('LogicalAnd', { a: truth, b: tf.logicalNot(truth) });
    const image = tf.tensor4d(
      Array.from({ length: 18 }, (_, i) => Math.sin(i)),
      [1, 3, 3, 2],
    );
    const pad = [
      [0, 0],
      [2, 3],
      [2, 0],
      [0, 0],
    ];
    for (const [filterSize, strides] of [
      [2, 2],
      [3, 1],
      [2, 1],
    ] as const) {
      const pooling = { filterSize: [filterSize, filterSize], strides: [strides, strides], pad };
      for (const kernelName of ['MaxPool', 'AvgPool']) call(kernelName, { x: image }, pooling);
      const { outShape } = tf.backend_util.computePool2DInfo(
        [1, 3, 3, 2],
        filterSize,
        strides,
        1,
        pad as tf.backend_util.ExplicitPadding,
      );
      const output = tf.maxPool(image, filterSize, strides, pad as tf.backend_util.ExplicitPadding);
      call('MaxPoolGrad', { dy: tf.onesLike(output), input: image, output }, pooling);
      call('AvgPoolGrad', { dy: tf.ones(outShape), input: image }, pooling);
    }
  });
}

const stridedSlice = {
  begin: [0, 0],
  end: [2, 3],
  strides: [1, 2],
  beginMask: 0,
  endMask: 0,
  ellipsisMask: 0,
  newAxisMask: 0,
  shrinkAxisMask: 0,
};
