import type { backend_util } from '@tensorflow/tfjs-core';
import { unsupportedKernel } from '../errors.js';
import { sameShape } from '../graph/graph.js';

/** The windows of a convolution or a pooling, as ONNX attributes. */
export interface Window {
  readonly strides: readonly [rows: number, columns: number];
  readonly dilations: readonly [rows: number, columns: number];
  readonly pads: readonly [top: number, left: number, bottom: number, right: number];
}

/**
 * Returns windows of which ONNX finds as many as TensorFlow.js does. Where TensorFlow.js rounds their number up, the image gets
 * more padding.
 *
 * @throws `TfjsOnnxError` with code `unsupported-kernel` for numeric padding of an oblong window, which TensorFlow.js gets wrong.
 */
export function windowOf(kernelName: string, info: backend_util.Conv2DInfo): Window {
  const { top, left, bottom, right } = info.padInfo;
  const [rows, columns] = unreached(info);
  if (rows >= info.strideHeight || columns >= info.strideWidth) {
    // For numeric padding TensorFlow.js counts columns with the filter's height and vertical stride.
    throw unsupportedKernel(
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

/** Returns the attributes of the transposed convolution that is the inverse in shape: from windows to the image. */
export function transposedWindowOf(kernelName: string, info: backend_util.Conv2DInfo) {
  const rest = unreached(info);
  return { ...windowOf(kernelName, info), output_padding: rest.map((length) => Math.max(0, length)) };
}

/**
 * Checks the shape of a gradient. The gradients of TensorFlow.js ignore how a convolution or a pooling rounded its output size.
 *
 * @throws `TfjsOnnxError` with code `unsupported-kernel` if the shape is not that of the output.
 */
export function checkGradientShape(kernelName: string, shape: readonly number[], info: backend_util.Conv2DInfo): void {
  if (sameShape(shape, info.outShape)) return;
  throw unsupportedKernel(kernelName, 'with dimRoundingMode its gradient is wrong in TensorFlow.js');
}

/** Returns how many rows and columns at the far edge of the padded image no window reaches. Negative: windows go beyond it. */
function unreached(info: backend_util.Conv2DInfo): [rows: number, columns: number] {
  const { top, left, bottom, right } = info.padInfo;
  return [
    info.inHeight + top + bottom - info.effectiveFilterHeight - (info.outHeight - 1) * info.strideHeight,
    info.inWidth + left + right - info.effectiveFilterWidth - (info.outWidth - 1) * info.strideWidth,
  ];
}
