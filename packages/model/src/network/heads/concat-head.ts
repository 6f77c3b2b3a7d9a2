import { DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import { layers } from '@tensorflow/tfjs-layers';
import { z } from 'zod';
import { apply, applyAll } from '../apply.js';
import { defineHead, DIGIT_LAYER, SUM_LAYER } from './head.js';

const count = z.int().positive();

/**
 * Addition that is learned: the embedding and the addend's one-hot side by side, two dense layers, and twin outputs.
 *
 * Source: the reference system `identity-adder`.
 */
export const concatHead = defineHead({
  schema: z.strictObject({
    type: z.literal('concat'),
    /** Widths of the dense layers. The source leaves them open: 64 hold the 100 cases of the addition with room to spare. */
    hidden: z.tuple([count, count]).default([64, 64]),
  }),

  build({ embedding, addend }, { hidden }, { kernel }) {
    const joined = apply(layers.concatenate({ name: 'concat' }), [embedding, addend]); // [b, E + 10]
    const features = applyAll(
      joined,
      layers.dense({ name: 'hidden_1', units: hidden[0], activation: 'relu', kernelInitializer: kernel('hidden_1') }),
      layers.dense({ name: 'hidden_2', units: hidden[1], activation: 'relu', kernelInitializer: kernel('hidden_2') }),
    );
    const output = (name: string, units: number) =>
      applyAll(features, layers.dense({ name, units, activation: 'softmax', kernelInitializer: kernel(name) }));
    return { digit: output(DIGIT_LAYER, DIGIT_CLASSES), sum: output(SUM_LAYER, SUM_CLASSES) };
  },
});
