import * as tf from '@tensorflow/tfjs-core';

/** The attributes of a kernel that are used here. */
interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly filterShape: [number, number, number, number];
  readonly inputShape: [number, number, number, number];
}
interface PoolingAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
}

/**
 * Registers the kernels that tfjs-backend-wasm lacks for training a convolutional network, and replaces its plain loops by faster
 * kernels. All are composed of its fast ones: convolutions, matrix products without transposes, and elementwise kernels.
 * A composed kernel throws an error for strides and windows that `adder-fast` does not have.
 */
export function registerComposedKernels(): void {
  compose('Conv2DBackpropFilter', (inputs, attributes) =>
    filterGradient(inputs.x as tf.Tensor4D, inputs.dy as tf.Tensor4D, attributes as unknown as ConvolutionAttributes),
  );
  compose('Conv2DBackpropInput', (inputs, attributes) =>
    inputGradient(
      inputs.dy as tf.Tensor4D,
      inputs.filter as tf.Tensor4D,
      attributes as unknown as ConvolutionAttributes,
    ),
  );
  compose('MaxPoolGrad', (inputs, attributes) => poolingGradient(inputs, attributes as unknown as PoolingAttributes));
  transposeBeforeMultiplying();
  castOneHot();
}

/** Registers a kernel that is calculated in TensorFlow.js ops. */
function compose(
  kernelName: string,
  calculate: (inputs: Readonly<Record<string, tf.Tensor>>, attributes: Readonly<Record<string, unknown>>) => tf.Tensor,
): void {
  if (tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const result = tf.tidy(() => calculate(inputs as Record<string, tf.Tensor>, attrs as Record<string, unknown>));
      return handOver(result);
    },
  });
}

/** Disposes of a tensor but keeps its elements, which now belong to the engine. */
function handOver(tensor: tf.Tensor): tf.TensorInfo {
  const { dataId, shape, dtype } = tensor;
  tf.backend().incRef(dataId);
  tensor.dispose();
  return { dataId, shape, dtype };
}

/** One matrix product: all patches of the images, [h·w·c, b·oh·ow], times the gradient, [b·oh·ow, filters]. */
function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  { strides, pad, filterShape }: ConvolutionAttributes,
): tf.Tensor {
  const { padInfo, outHeight, outWidth, ...info } = tf.backend_util.computeConv2DInfo(
    x.shape,
    filterShape,
    strides,
    1,
    pad,
  );
  refuseStride(info);
  const [height, width, channels, filters] = filterShape;
  const padded = tf.pad(x, [[0, 0], [padInfo.top, padInfo.bottom], [padInfo.left, padInfo.right], [0, 0]]); // prettier-ignore
  const size = info.batchSize * outHeight * outWidth;
  // With the channels first, each position in the filter is one row of patches.
  const byChannel = tf.transpose(padded, [3, 0, 1, 2]);
  const rows = Array.from({ length: height * width }, (_, place) =>
    tf.reshape(
      tf.slice(
        byChannel,
        [0, 0, Math.floor(place / width), place % width],
        [channels, info.batchSize, outHeight, outWidth],
      ),
      [channels, size],
    ),
  );
  return tf.reshape(tf.matMul(tf.concat(rows, 0), tf.reshape(dy, [size, filters])), filterShape);
}

/** A convolution of the gradient with the filter turned by 180 degrees. */
function inputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  { strides, pad, inputShape }: ConvolutionAttributes,
): tf.Tensor {
  const { padInfo, ...info } = tf.backend_util.computeConv2DInfo(inputShape, filter.shape, strides, 1, pad);
  refuseStride(info);
  const [height, width] = filter.shape;
  const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  const margin = (size: number, before: number, after: number): [number, number] => [
    size - 1 - before,
    size - 1 - after,
  ];
  const padded = tf.pad(dy, [
    [0, 0],
    margin(height, padInfo.top, padInfo.bottom),
    margin(width, padInfo.left, padInfo.right),
    [0, 0],
  ]);
  return tf.conv2d(padded, turned, 1, 'valid');
}

/** The gradient goes to every pixel that is the maximum of its window. Windows must not overlap and must cover the input. */
function poolingGradient(
  { dy, input, output }: Readonly<Record<string, tf.Tensor>>,
  { filterSize, strides, pad }: PoolingAttributes,
): tf.Tensor {
  const info = tf.backend_util.computePool2DInfo(input!.shape as tf.Tensor4D['shape'], filterSize, strides, 1, pad);
  const { filterHeight: height, filterWidth: width, outHeight, outWidth, inHeight, inWidth } = info;
  if (
    info.strideHeight !== height ||
    info.strideWidth !== width ||
    inHeight !== height * outHeight ||
    inWidth !== width * outWidth
  ) {
    throw new Error('Only poolings of windows side by side are composed here.');
  }
  const spread = (x: tf.Tensor) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [inHeight, inWidth]);
  return tf.mul(tf.cast(tf.equal(input!, spread(output!)), 'float32'), spread(dy!));
}

/** The backend multiplies transposed factors in a plain loop: transposing them first is faster. */
function transposeBeforeMultiplying(): void {
  const { kernelFunc: multiply } = tf.getKernel('BatchMatMul', 'wasm');
  compose('BatchMatMul', ({ a, b }, { transposeA, transposeB }) => {
    const plain = (x: tf.Tensor, transposed: unknown) =>
      transposed === true ? tf.transpose(x, x.rank === 2 ? [1, 0] : [0, 2, 1]) : x;
    const result = multiply({
      inputs: { a: plain(a!, transposeA), b: plain(b!, transposeB) },
      attrs: { transposeA: false, transposeB: false },
      backend: tf.backend(),
    });
    return tf.engine().makeTensorFromTensorInfo(result as tf.TensorInfo);
  });
}

/** The backend returns one-hot vectors as integers, even if another type is asked for. */
function castOneHot(): void {
  const { kernelFunc: oneHot } = tf.getKernel('OneHot', 'wasm');
  compose('OneHot', (inputs, attributes) => {
    const attrs = { ...attributes, dtype: 'int32' } as unknown as tf.NamedAttrMap;
    const result = oneHot({ inputs, attrs, backend: tf.backend() });
    return tf.cast(tf.engine().makeTensorFromTensorInfo(result as tf.TensorInfo), attributes.dtype as tf.DataType);
  });
}

function refuseStride({ strideHeight, strideWidth }: { strideHeight: number; strideWidth: number }): void {
  if (strideHeight !== 1 || strideWidth !== 1)
    throw new Error('Only convolutions with a stride of 1 are composed here.');
}
