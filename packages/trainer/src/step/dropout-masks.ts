import { randomStream, type RandomStream } from '@mnist-adder/dataset';
import { dropoutLayers } from '@mnist-adder/model';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** The name of the training step's input that holds the mask of a dropout layer. */
export const maskInputName = (layer: string): string => `mask/${layer}`;

/** Makes the masks of a step, by input name: for each dropout layer one byte an element, 1 where it is kept. */
export type DropoutMasks = (epoch: number, index: number) => Record<string, Uint8Array>;

/**
 * Dropout masks as a pure function of (seed, epoch, index), like the batches. TensorFlow.js's seeded dropout layer repeats one mask for
 * ever, and an unseeded one cannot be reproduced.
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
 * A mask of ones with a probability of 1 − rate, in one draw a zero: the distance from one zero to the next has a geometric
 * distribution.
 */
export function keepMask(size: number, rate: number, stream: RandomStream): Uint8Array {
  const mask = new Uint8Array(size).fill(1);
  if (rate <= 0) return mask;
  const gap = geometric(rate, stream);
  for (let zero = gap(); zero < size; zero += 1 + gap()) mask[zero] = 0;
  return mask;
}

/** Longer distances are drawn in several steps, because the distribution has no memory. */
const LONGEST = 256;

/**
 * Draws how many trials fail before one succeeds, each with this probability: by inverting the distribution, with a guide table for
 * where the search begins (Chen & Asau 1974). It takes half as long as a logarithm.
 */
function geometric(probability: number, stream: RandomStream): () => number {
  // Of 2³² equally likely draws, those below `bounds[k]` stand for at most k failures.
  const bounds = Float64Array.from(
    { length: LONGEST },
    (_, k) => 2 ** 32 * -Math.expm1((k + 1) * Math.log1p(-probability)),
  );
  const guide = Uint16Array.from({ length: 256 }, (_, byte) => {
    const first = bounds.findIndex((bound) => byte * 2 ** 24 < bound);
    return first < 0 ? LONGEST : first;
  });
  const draw = (): number => {
    const bits = stream.uint32();
    let failures = guide[bits >>> 24]!;
    while (failures < LONGEST && bits >= bounds[failures]!) failures++;
    return failures < LONGEST ? failures : LONGEST + draw();
  };
  return draw;
}
