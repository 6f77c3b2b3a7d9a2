import { randomStream } from '@mnist-adder/dataset';
import type { RandomStream } from '@mnist-adder/dataset';
import { dropoutLayers } from '@mnist-adder/model';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** The name of the training step's input that holds the mask of a dropout layer. */
export const maskInputName = (layer: string): string => `mask/${layer}`;

/** Makes the masks of a step: for each dropout layer one byte an element, 1 where it is kept. */
export type DropoutMasks = (epoch: number, index: number) => Record<string, Uint8Array>;

/**
 * Dropout masks as a pure function of (seed, epoch, index), like the batches: TensorFlow.js's seeded dropout layer repeats
 * one mask for ever, and an unseeded one cannot be reproduced.
 */
export function createDropoutMasks(model: LayersModel, batchSize: number, seed: number): DropoutMasks {
  const layers = dropoutLayers(model);
  return (epoch, index) => {
    const masks: Record<string, Uint8Array> = {};
    for (const { name, rate, shape } of layers) {
      const size = shape.reduce((product, length) => product * length, batchSize);
      masks[maskInputName(name)] = keepMask(size, rate, randomStream(seed, 'dropout', name, epoch, index));
    }
    return masks;
  };
}

/**
 * Ones with a probability of 1 − rate, in as few draws as there are zeros: the distance from one zero to the next is
 * geometrically distributed, and is drawn by inverting its distribution.
 */
export function keepMask(size: number, rate: number, stream: RandomStream): Uint8Array {
  const mask = new Uint8Array(size).fill(1);
  if (rate <= 0) return mask;
  const scale = 1 / Math.log1p(-rate);
  // 1 − uniform is in (0, 1], so that its logarithm is finite.
  const gap = () => Math.floor(Math.log(1 - stream.uniform()) * scale);
  for (let zero = gap(); zero < size; zero += 1 + gap()) mask[zero] = 0;
  return mask;
}
