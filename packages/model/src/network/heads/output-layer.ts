import { DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { applyAll } from '../apply.js';
import type { BuildContext } from '../build-context.js';
import { DIGIT_LAYER, SUM_LAYER } from './head.js';

const CLASSES = { [DIGIT_LAYER]: DIGIT_CLASSES, [SUM_LAYER]: SUM_CLASSES };

/** An output of the model: a dense layer of its name with a softmax, [b, 10] for the digit and [b, 19] for the sum. */
export function applyOutput(
  name: keyof typeof CLASSES,
  features: SymbolicTensor,
  { dense }: BuildContext,
): SymbolicTensor {
  return applyAll(features, dense(name, CLASSES[name], 'softmax'));
}
