import type { DigitSet } from '@mnist-adder/dataset';
import { evaluateAdder } from '@mnist-adder/model';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Recipe } from '../recipe/recipe.js';
import { createTrainingStep } from '../step/training-step.js';
import type { StepMetric } from '../step/training-step.js';
import { NonFiniteLossError } from './non-finite-loss-error.js';
import type { TrainingEvent, TrainingMetrics } from './events.js';
import type { Executor } from './executor.js';
import { createFeeds } from './feeds.js';

/** What a training run is made of. */
export interface TrainOptions {
  readonly recipe: Recipe;
  /** The network to train, with its initial weights; it is trained in place. */
  readonly model: LayersModel;
  readonly data: { readonly train: DigitSet; readonly validation: DigitSet };
  readonly executor: Executor;
  /** Seeds the order of the images, the addends and the dropout masks. */
  readonly seed: number;
  /** Seconds on a clock that only goes forward. */
  readonly now: () => number;
  readonly onEvent?: (event: TrainingEvent) => void;
  /** How many images are predicted at once for validation. Default: 500. */
  readonly evaluationBatchSize?: number;
}

/**
 * Trains a model by a recipe. The next batch is prepared while a step runs.
 *
 * @returns the seconds spent in training steps.
 * @throws {NonFiniteLossError} when the loss stops being a finite number.
 */
export async function train(options: TrainOptions): Promise<{ trainSeconds: number }> {
  const { recipe, model, data, executor, seed, now, onEvent = () => undefined } = options;
  const { epochs, batchSize } = recipe.training;
  const feeds = createFeeds({ recipe, model, digits: data.train, seed });
  const { stepsPerEpoch } = feeds;

  const step = createTrainingStep(model, recipe);
  const stepExecutor = await executor.prepareStep(step);
  const predictor = await executor.preparePredictor(model, options.evaluationBatchSize ?? 500);
  let trainSeconds = 0;
  try {
    onEvent({
      type: 'training-start',
      epochs,
      stepsPerEpoch,
      batchSize,
      parameters: model.countParams(),
    });
    let upcoming = feeds.at(0, 0);
    for (let epoch = 0; epoch < epochs; epoch++) {
      onEvent({ type: 'epoch-start', epoch });
      const mean = new MetricsMean();
      const start = now();
      for (let index = 0; index < stepsPerEpoch; index++) {
        const running = stepExecutor.run(upcoming.inputs);
        const { learningRate } = upcoming;
        const last = index === stepsPerEpoch - 1;
        if (!last || epoch < epochs - 1) upcoming = last ? feeds.at(epoch + 1, 0) : feeds.at(epoch, index + 1);
        const metrics = toMetrics(await running, batchSize, feeds.addendsPerImage);
        if (!Number.isFinite(metrics.loss)) throw new NonFiniteLossError(metrics.loss, epoch, index, learningRate);
        mean.add(metrics);
        const imagesPerSecond = ((index + 1) * batchSize) / (now() - start);
        onEvent({ type: 'step', epoch, index, learningRate, metrics, imagesPerSecond });
      }
      const seconds = now() - start;
      trainSeconds += seconds;
      stepExecutor.writeVariables();
      await predictor.readVariables();
      onEvent({
        type: 'epoch-end',
        epoch,
        train: mean.value(),
        validation: await evaluateAdder(predictor.predict, data.validation, {
          batchSize: options.evaluationBatchSize ?? 500,
        }),
        imagesPerSecond: (stepsPerEpoch * batchSize) / seconds,
        trainSeconds: seconds,
      });
    }
    onEvent({ type: 'training-end', trainSeconds });
    return { trainSeconds };
  } finally {
    await stepExecutor.dispose();
    await predictor.dispose();
    step.dispose();
  }
}

function toMetrics(values: Record<StepMetric, number>, batchSize: number, addendsPerImage: number): TrainingMetrics {
  const pairs = batchSize * addendsPerImage;
  return {
    loss: values.loss,
    digitLoss: values.digitLoss,
    sumLoss: values.sumLoss,
    digitAccuracy: values.digitCorrect / pairs,
    sumAccuracy: values.sumCorrect / pairs,
  };
}

/** The mean of the metrics of equally large batches. */
class MetricsMean {
  private count = 0;
  private readonly sums = { loss: 0, digitLoss: 0, sumLoss: 0, digitAccuracy: 0, sumAccuracy: 0 };

  add(metrics: TrainingMetrics): void {
    this.count++;
    for (const name of METRIC_NAMES) this.sums[name] += metrics[name];
  }

  value(): TrainingMetrics {
    const means = { ...this.sums };
    for (const name of METRIC_NAMES) means[name] /= this.count;
    return means;
  }
}

const METRIC_NAMES = ['loss', 'digitLoss', 'sumLoss', 'digitAccuracy', 'sumAccuracy'] as const;
