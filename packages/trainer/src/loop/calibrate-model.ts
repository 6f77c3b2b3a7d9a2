import type { DigitSet } from '@mnist-adder/dataset';
import { fitTemperatures, type PredictAllAddends } from '@mnist-adder/model';
import { variableOf } from '@mnist-adder/model/internal';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

interface CalibrateOptions {
  /** Predicts with the model's current weights. */
  readonly predict: PredictAllAddends;
  readonly validation: DigitSet;
  readonly batchSize: number;
}

/**
 * Divides a model's logits by the temperatures that fit the validation set best (Guo et al. 2017), in the weights and biases of its
 * output layers. The answers stay the same, and their probability becomes how often they are right. The sum of an exact head, whose
 * layer is not trained, follows from the digit.
 */
export async function calibrateModel(
  model: LayersModel,
  { predict, validation, batchSize }: CalibrateOptions,
): Promise<void> {
  const { digit, sum } = await fitTemperatures(predict, validation, { batchSize });
  for (const [output, temperature] of [['digit', digit] as const, ['sum', sum] as const]) {
    if (temperature === undefined) continue;
    const layer = model.getLayer(output);
    if (!layer.trainable) continue;
    for (const variable of layer.weights.map(variableOf)) {
      tf.tidy(() => {
        variable.assign(tf.div(variable, temperature));
      });
    }
  }
}
