import type { backend_util } from '@tensorflow/tfjs-core';
import { UnsupportedKernelError } from '../errors.js';
import { sameShape } from '../graph/graph-node.js';

/** How the windows of a convolution or a pooling lie on the image, as ONNX attributes. */
export interface Window {
  readonly strides: readonly [rows: number, columns: number];
  readonly dilations: readonly [rows: number, columns: number];
  readonly pads: readonly [top: number, left: number, bottom: number, right: number];
}

/**
 * How windows lie such that ONNX finds as many of them as TensorFlow.js does: where the number of windows was rounded up,
 * the image is padded further.
 */
export function windowOf(kernelName: string, info: backend_util.Conv2DInfo): Window {
  const { top, left, bottom, right } = info.padInfo;
  const [rows, columns] = unreached(info);
  if (rows >= info.strideHeight || columns >= info.strideWidth) {
    // For numeric padding TensorFlow.js counts the columns with the height of the filter and its stride.
    throw new UnsupportedKernelError(
      kernelName,
      'with numeric padding and an oblong window TensorFlow.js leaves out windows that fit (pad with "valid", "same" or a list)',
    );
  }
  return {
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: [top, left, bottom + Math.max(0, -rows), right + Math.max(0, -columns)],
  };
}

/** Windows as the attributes of a transposed convolution that gives each element of the image its windows back. */
export function transposedWindowOf(kernelName: string, info: backend_util.Conv2DInfo) {
  const rest = unreached(info);
  return { ...windowOf(kernelName, info), output_padding: rest.map((length) => Math.max(0, length)) };
}

/** TensorFlow.js's gradients do not know how a convolution or a pooling rounded the size of its output. */
export function checkGradientShape(kernelName: string, shape: readonly number[], info: backend_util.Conv2DInfo): void {
  if (sameShape(shape, info.outShape)) return;
  throw new UnsupportedKernelError(kernelName, 'with dimRoundingMode its gradient is wrong in TensorFlow.js');
}

/** Rows and columns at the far edge of the padded image that no window reaches; negative where windows go beyond it. */
function unreached(info: backend_util.Conv2DInfo): [rows: number, columns: number] {
  const { top, left, bottom, right } = info.padInfo;
  return [
    info.inHeight + top + bottom - info.effectiveFilterHeight - (info.outHeight - 1) * info.strideHeight,
    info.inWidth + left + right - info.effectiveFilterWidth - (info.outWidth - 1) * info.strideWidth,
  ];
}
