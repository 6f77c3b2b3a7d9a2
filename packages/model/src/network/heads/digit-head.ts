import { DIGIT_CLASSES } from '@mnist-adder/dataset';
import { layers } from '@tensorflow/tfjs-layers';
import { z } from 'zod';
import { applyAll } from '../apply.js';
import { defineHead, DIGIT_LAYER } from './head.js';

/** No addition: the digit alone, as most networks for MNIST give it. The model has no input for an addend. */
export const digitHead = defineHead({
  schema: z.strictObject({ type: z.literal('digit') }),

  build({ embedding }, _settings, { kernel }) {
    const digit = applyAll(
      embedding,
      layers.dense({
        name: DIGIT_LAYER,
        units: DIGIT_CLASSES,
        activation: 'softmax',
        kernelInitializer: kernel(DIGIT_LAYER),
      }),
    );
    return { digit };
  },
});
