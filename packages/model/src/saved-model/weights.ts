import type { LayersModel } from '@tensorflow/tfjs-layers';
import { BYTES_PER_NUMBER, type Quantization } from './quantization.js';
import { SavedModelError } from './saved-model-error.js';

/** A weight as `weightsManifest` of the TensorFlow.js layers format lists it; all of ours are float32. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** How its bytes are to be read; left out where they are the numbers themselves. */
  readonly quantization?: Quantization | undefined;
}

/** The weights of a model in the order in which `getWeights` gives and `setWeights` takes them. */
export function weightSpecs(model: LayersModel): WeightSpec[] {
  return model.weights.map(({ originalName, shape, dtype }) => ({
    name: originalName,
    shape: shape as number[],
    dtype,
  }));
}

/** How many numbers a weight is. */
const sizeOf = ({ shape }: Pick<WeightSpec, 'shape'>): number => shape.reduce((product, length) => product * length, 1);

/** How many bytes a weight takes in `weights.bin`. */
export const sizeBytesOf = (spec: WeightSpec): number =>
  sizeOf(spec) *
  (spec.quantization === undefined ? Float32Array.BYTES_PER_ELEMENT : BYTES_PER_NUMBER[spec.quantization.dtype]);

/** @throws `SavedModelError` where a number of a weight is none, or infinite. */
export function checkFinite({ name }: WeightSpec, values: Float32Array, file: string): void {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong === -1) return;
  throw new SavedModelError('model-weight-not-finite', {
    file,
    expected: `finite numbers in the weight ${name}`,
    found: `${values[wrong]!} at place ${wrong}`,
  });
}
