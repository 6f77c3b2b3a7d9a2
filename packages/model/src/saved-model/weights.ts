import type { LayersModel } from '@tensorflow/tfjs-layers';
import { savedModelError } from '../model-error.js';
import { BYTES_PER_NUMBER, type Quantization } from './quantization.js';

/** A weight as `weightsManifest` of the TensorFlow.js layers format lists it; all of ours are float32. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** How its bytes encode its values; absent if they are the values themselves. */
  readonly quantization?: Quantization | undefined;
}

/** The weights of a model, in the order of `getWeights` and `setWeights`. */
export function weightSpecs(model: LayersModel): WeightSpec[] {
  return model.weights.map(({ originalName, shape, dtype }) => ({
    name: originalName,
    shape: shape as number[],
    dtype,
  }));
}

/** The number of values of a weight. */
const sizeOf = ({ shape }: Pick<WeightSpec, 'shape'>): number => shape.reduce((product, length) => product * length, 1);

/** The number of bytes of a weight in `weights.bin`. */
export const sizeBytesOf = (spec: WeightSpec): number =>
  sizeOf(spec) *
  (spec.quantization === undefined ? Float32Array.BYTES_PER_ELEMENT : BYTES_PER_NUMBER[spec.quantization.dtype]);

/** @throws `ModelError` `model-weight-not-finite` if a value of a weight is infinite or NaN. */
export function checkFinite({ name }: WeightSpec, values: Float32Array, file: string): void {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong === -1) return;
  throw savedModelError('model-weight-not-finite', {
    file,
    expected: `finite numbers in the weight ${name}`,
    found: `${values[wrong]!} at place ${wrong}`,
  });
}
