import { checkFields, is } from '@mnist-adder/dataset/internal';
import type { OnnxRuntime } from '@mnist-adder/tfjs-onnx';

/**
 * Checks that something is ONNX Runtime.
 *
 * @throws `ArgumentError` for anything else.
 */
export function checkRuntime(runtime: OnnxRuntime): void {
  checkFields('runtime', runtime, { InferenceSession: is.function, Tensor: is.function });
}
