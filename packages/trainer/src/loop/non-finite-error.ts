import { MnistAdderError } from '@mnist-adder/dataset';
import type { StepReport } from '../step/step-report.js';

/** Where a step is in a run. */
export interface StepPlace {
  /** From 0. */
  readonly epoch: number;
  /** The step within the epoch, from 0. */
  readonly index: number;
  readonly learningRate: number;
}

/** A loss or a gradient became infinite or not a number: training cannot go on from there. */
export class NonFiniteError extends MnistAdderError {
  override readonly name = 'NonFiniteError';
  readonly loss: number;
  /** Of all weights together. */
  readonly gradientNorm: number;
  /** From 0. */
  readonly epoch: number;
  /** The step within the epoch, from 0. */
  readonly index: number;
  readonly learningRate: number;
  /**
   * The layer where it began: of those whose gradients are not finite the nearest to the loss, since gradients go backwards from there,
   * and what one layer hands on no layer before it can mend. None where no layer's gradient is itself not finite.
   */
  readonly layer: string | undefined;

  constructor(
    { loss, gradientNorm }: Pick<StepReport, 'loss' | 'gradientNorm'>,
    { epoch, index, learningRate }: StepPlace,
    /** The layers with weights whose gradients are not finite, in the model's order. */
    readonly layers: readonly string[],
  ) {
    const layer = layers.at(-1);
    const what = Number.isFinite(loss) ? `The gradient became ${gradientNorm}` : `The loss became ${loss}`;
    const place = `in epoch ${epoch + 1}, step ${index + 1}, at a learning rate of ${learningRate.toPrecision(3)}`;
    const origin = layer === undefined ? '' : `, from the layer ${layer} on backwards`;
    super('non-finite', `${what} ${place}${origin}: train with a lower rate, a warm-up, a clipNorm or another seed.`);
    this.loss = loss;
    this.gradientNorm = gradientNorm;
    this.epoch = epoch;
    this.index = index;
    this.learningRate = learningRate;
    this.layer = layer;
  }
}
