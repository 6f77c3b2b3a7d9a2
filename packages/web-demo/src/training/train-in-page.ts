import { ADDEND_CLASSES, DIGIT_CLASSES } from '@mnist-adder/dataset';
import { createAdder, encodeAdder, indexOfMax } from '@mnist-adder/model';
import type { PredictEvery } from '@mnist-adder/model';
import { findRecipe, memoryCheckpoints, train } from '@mnist-adder/trainer';
import type { Executor, PredictorExecutor, StepExecutor, TrainingEvent } from '@mnist-adder/trainer';
import { fetchDigits } from './fetch-digits.js';
import type { Pause } from './pause.js';
import type { CurvePoint, TrainedModel, TrainingOrder, TrainingUpdate } from './protocol.js';
import { messages } from './messages.js';
import { startExecutor } from './start-executor.js';

/** How often the page is told of steps, in milliseconds: it draws them, and has to stay quick. */
const UPDATE_MS = 150;
const EVALUATION_BATCH_SIZE = 250;

interface Surroundings {
  readonly onUpdate: (update: TrainingUpdate) => void;
  readonly pause: Pause;
  readonly signal: AbortSignal;
  readonly packageVersion: string;
}

/**
 * Trains a recipe on MNIST, as Node does, and gives the model as its files; undefined where it was stopped before its first
 * step.
 */
export async function trainInPage(order: TrainingOrder, surroundings: Surroundings): Promise<TrainedModel | undefined> {
  const { onUpdate, pause, signal, packageVersion } = surroundings;
  const { seed } = order;
  const found = findRecipe(order.recipe);
  if (found === undefined) throw new Error(`There is no recipe ${order.recipe}.`);
  const recipe = { ...found, training: { ...found.training, epochs: order.epochs } };
  const data = await fetchDigits(order.digits, order.images, (fraction) => {
    onUpdate({ type: 'loading', fraction });
  });
  let lost: (error: Error) => void = () => undefined;
  const untilLost = new Promise<never>((_, reject) => (lost = reject));
  const executor = await startExecutor(order.backend, () => {
    lost(
      new Error(
        'The browser took the graphics context away, and the training with it: train in WebAssembly, or try again.',
      ),
    );
  });
  const model = createAdder(recipe.network, { seed });
  onUpdate({ type: 'preparing', parameters: model.countParams() });
  const predictor = await executor.preparePredictor(model, EVALUATION_BATCH_SIZE);
  const metrics: Record<string, number> = {};
  const progress = reportProgress(order.epochs, onUpdate);
  try {
    const { end, state } = await Promise.race([
      train({
        ...{ recipe, model, data, seed, signal, now: pause.now },
        executor: pausing(executor, pause),
        predictor: { ...predictor, predict: countingConfusion(predictor, data.validation.labels, onUpdate) },
        onEvent(event) {
          progress(event);
          if (event.type !== 'epoch-end') return;
          for (const [name, value] of Object.entries(event.validation)) metrics[validationName(name)] = value as number;
        },
        // Stopped between epochs or within one, it leaves what the steps so far have made of the weights.
        checkpoints: memoryCheckpoints(),
        checkpointSeconds: Infinity,
      }),
      untilLost,
    ]);
    if (state.step === 0) return undefined;
    const metadata = { spec: recipe.network, recipe, seed, data: { ...order.digits.digests }, metrics, packageVersion };
    return { files: await encodeAdder(model, metadata), whole: end !== 'interrupted' };
  } finally {
    await predictor.dispose();
    model.dispose();
  }
}

/** `digitAccuracy` of the validation images is `validationDigitAccuracy`. */
const validationName = (name: string) => `validation${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** Waits before each step while there is a pause, and hears of one: steps in WebAssembly by themselves leave no message through. */
function pausing(executor: Executor, pause: Pause): Executor {
  return {
    ...executor,
    async prepareStep(step): Promise<StepExecutor> {
      const prepared = await executor.prepareStep(step);
      return {
        ...prepared,
        async run(inputs) {
          await messages();
          await pause.over();
          return prepared.run(inputs);
        },
      };
    },
  };
}

/** Counts, beside each validation, which digit was read as which. */
function countingConfusion(
  { predict }: PredictorExecutor,
  labels: Uint8Array,
  onUpdate: (update: TrainingUpdate) => void,
): PredictEvery {
  let done = 0;
  let counts = new Array<number>(DIGIT_CLASSES * DIGIT_CLASSES).fill(0);
  return async (images, size) => {
    const predicted = await predict(images, size);
    if (done === 0) counts = counts.map(() => 0);
    // Digits that are read together with an addend are counted as they are read with 0.
    const stride = predicted.sum === undefined ? 1 : ADDEND_CLASSES;
    for (let i = 0; i < size; i++) {
      const read = indexOfMax(predicted.digit, i * stride * DIGIT_CLASSES, DIGIT_CLASSES);
      counts[labels[done + i]! * DIGIT_CLASSES + read]! += 1;
    }
    done = (done + size) % labels.length;
    onUpdate({ type: 'confusion', counts: [...counts] });
    return predicted;
  };
}

/** Tells the page of steps a few times a second, and of each epoch. */
function reportProgress(epochs: number, onUpdate: (update: TrainingUpdate) => void): (event: TrainingEvent) => void {
  let stepsPerEpoch = 1;
  let batchSize = 1;
  let points: CurvePoint[] = [];
  let last = -Infinity;
  return (event) => {
    if (event.type === 'training-start') ({ stepsPerEpoch, batchSize } = event);
    if (event.type === 'step') {
      const { step, metrics, imagesPerSecond } = event;
      points.push({ epoch: (step + 1) / stepsPerEpoch, ...curvePoint(metrics) });
      const isLast = (step + 1) % stepsPerEpoch === 0;
      if (performance.now() - last < UPDATE_MS && !isLast) return;
      last = performance.now();
      const secondsLeft = ((epochs * stepsPerEpoch - step - 1) * batchSize) / imagesPerSecond;
      onUpdate({ type: 'steps', points, imagesPerSecond, secondsLeft });
      points = [];
    }
    if (event.type === 'epoch-end') {
      onUpdate({ type: 'validation', point: { epoch: event.epoch + 1, ...curvePoint(event.validation) } });
    }
  };
}

interface Metrics {
  readonly loss: number;
  readonly digitAccuracy: number;
  readonly sumAccuracy?: number;
}

const curvePoint = ({ loss, digitAccuracy, sumAccuracy }: Metrics) => ({ loss, digitAccuracy, sumAccuracy });
