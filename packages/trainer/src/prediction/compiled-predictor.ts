import { ArgumentError, DIGIT_CLASSES, IMAGE_PIXELS, SUM_CLASSES } from '@mnist-adder/dataset';
import { type CheckedPixels, checkOptions, is } from '@mnist-adder/dataset/internal';
import {
  hasSum,
  type DigitsToPredict,
  type PairPrediction,
  type PairsToPredict,
  type PairToPredict,
  type PredictOptions,
  type Prediction,
} from '@mnist-adder/model';
import { answerDigits, answerPair, answerPairs } from '@mnist-adder/model/internal';
import { compile, type CompiledFunction, type OnnxRuntime } from '@mnist-adder/tfjs-onnx';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { TrainerError } from '../trainer-error.js';
import { recordPrediction } from './record-prediction.js';
import { checkRuntime } from '../executor/check-runtime.js';
import { createLifetime } from '../executor/lifetime.js';

/** A compiled model with the weights that it had when it was compiled. */
export interface Predictor {
  /** Whether the model takes an addend and gives a sum. If not, it only reads digits. */
  readonly adds: boolean;
  /**
   * Reads the digit of each image and adds its addend.
   *
   * @throws `ArgumentError` unless the model adds, there are 784 pixels for each addend and the addends are 0..9.
   */
  predictPairs(pairs: PairsToPredict): Promise<PairPrediction[]>;
  /**
   * Reads the digit of each image.
   *
   * @throws `ArgumentError` unless the model only reads digits and each image has 784 pixels.
   */
  predictDigits(digits: DigitsToPredict): Promise<Prediction[]>;
  /**
   * Reads the digit of one image and adds an addend to it.
   *
   * @throws `ArgumentError` unless the model adds, the image has 784 pixels and the addend is 0..9.
   */
  predictPair(pair: PairToPredict): Promise<PairPrediction>;
  /**
   * Waits for the predictions that have begun, and frees what ONNX Runtime holds. Afterwards, predictions are rejected with `TrainerError` `disposed`. It may be called again.
   */
  dispose(): Promise<void>;
}

/** Options of an ONNX Runtime session. */
export type SessionOptions = NonNullable<Parameters<typeof compile>[2]>;

/** Options of ONNX Runtime, and of predictions. */
export interface PredictorOptions extends PredictOptions {
  /** For images one by one. Default: ONNX Runtime's. */
  readonly single?: SessionOptions | undefined;
  /** For batches. Default: ONNX Runtime's. */
  readonly batch?: SessionOptions | undefined;
}

/** A graph has a fixed batch size. A rest of at least `WORTH_A_BATCH` images is padded to a batch. */
const BATCH = 256;
const WORTH_A_BATCH = 32;
/** The value of a white pixel in the graphs' input. */
const WHITE = 255;

/**
 * Compiles a model's prediction for `onnxruntime-node` or `onnxruntime-web`.
 *
 * @throws `ArgumentError` unless it is a model.
 */
export async function compilePredictor(
  runtime: OnnxRuntime,
  model: LayersModel,
  options: PredictorOptions = {},
): Promise<Predictor> {
  checkRuntime(runtime);
  checkOptions('options', options, {
    single: is.optional(is.object('executionProviders')),
    batch: is.optional(is.object('executionProviders')),
    familiarity: is.anything,
  });
  const { single, batch, familiarity } = options;
  const adds = hasSum(model);
  const compileGraph = async (size: number, options: SessionOptions | undefined): Promise<Graph> => ({
    compiled: await compile(runtime, recordPrediction(model, size, WHITE), options),
    size,
    idle: [],
  });
  const graphs = { one: await compileGraph(1, single), many: await compileGraph(BATCH, batch), adds };
  const lifetime = createLifetime(
    () => new TrainerError('disposed', 'The predictor was disposed of: compile or open the model again.'),
  );
  const predictor: Predictor = {
    adds,
    predictPairs: (pairs) =>
      lifetime.use(async () => {
        if (!adds) {
          const words = 'a network that reads digits only';
          throw new ArgumentError('model', 'one that adds, or call predictDigits', model, words);
        }
        return answerPairs(pairs, (images, addends) => calculate(graphs, images, addends.length, addends), {
          familiarity,
        });
      }),
    predictPair: (pair) => answerPair(pair, (pairs) => predictor.predictPairs(pairs)),
    predictDigits: (digits) =>
      lifetime.use(async () => {
        if (adds) {
          const words = 'a network that adds';
          throw new ArgumentError('model', 'one that reads digits only, or call predictPairs', model, words);
        }
        return answerDigits(digits, async (images, size) => (await calculate(graphs, images, size)).digit, {
          familiarity,
        });
      }),
    dispose: () => lifetime.end(() => disposeAll(graphs)),
  };
  return predictor;
}

async function disposeAll({ one, many }: Graphs): Promise<void> {
  await one.compiled.dispose();
  await many.compiled.dispose();
}

/** The compiled predictions of a model. */
interface Graphs {
  /** For one image. */
  readonly one: Graph;
  /** For `BATCH` images. */
  readonly many: Graph;
  readonly adds: boolean;
}

/** The probabilities of any number of images, by output. */
async function calculate(
  { one, many, adds }: Graphs,
  images: CheckedPixels,
  size: number,
  addends?: ArrayLike<number>,
) {
  const digit = new Float32Array(size * DIGIT_CLASSES);
  const sum = new Float32Array(adds ? size * SUM_CLASSES : 0);
  for (let start = 0; start < size;) {
    const count = size - start >= WORTH_A_BATCH ? Math.min(BATCH, size - start) : 1;
    const results = await run(count === 1 ? one : many, { images, addends, start, count });
    digit.set(results.digit!.subarray(0, count * DIGIT_CLASSES), start * DIGIT_CLASSES);
    if (adds) sum.set(results.sum!.subarray(0, count * SUM_CLASSES), start * SUM_CLASSES);
    start += count;
  }
  return { digit, sum };
}

/** A part of the images, and of the addends if there are any. */
interface Part {
  readonly images: CheckedPixels;
  readonly addends: ArrayLike<number> | undefined;
  readonly start: number;
  readonly count: number;
}

/** The inputs of a graph. */
interface Inputs {
  /** [size × 784], 0..255 */
  readonly image: Float32Array;
  /** [size] */
  readonly addend: Int32Array;
}

/** A compiled prediction of `size` images, and input arrays that no call is using: a new array costs as much as filling it. */
interface Graph {
  readonly compiled: CompiledFunction<'image' | 'addend', string>;
  readonly size: number;
  readonly idle: Inputs[];
}

async function run({ compiled, size, idle }: Graph, part: Part): Promise<Partial<Record<string, Float32Array>>> {
  const inputs = idle.pop() ?? { image: new Float32Array(size * IMAGE_PIXELS), addend: new Int32Array(size) };
  try {
    fill(inputs, part);
    return (await compiled.run({ ...inputs })) as Record<string, Float32Array>;
  } finally {
    idle.push(inputs);
  }
}

/** Copies a part to the start of the inputs. The rest is predicted too, and ignored. */
function fill({ image, addend }: Inputs, { images, addends, start, count }: Part): void {
  const pixels = images.subarray(start * IMAGE_PIXELS, (start + count) * IMAGE_PIXELS);
  // Bytes become floats here and are divided in the graph: three times as fast as a loop that does both.
  if (pixels instanceof Uint8Array) image.set(pixels);
  else for (let i = 0; i < pixels.length; i++) image[i] = pixels[i]! * WHITE;
  if (addends !== undefined) for (let i = 0; i < count; i++) addend[i] = addends[start + i]!;
}
