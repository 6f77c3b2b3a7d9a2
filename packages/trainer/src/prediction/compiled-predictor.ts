import { ArgumentError, DIGIT_CLASSES, IMAGE_PIXELS, SUM_CLASSES } from '@mnist-adder/dataset';
import { answerDigits, answerPairs, hasSum } from '@mnist-adder/model';
import type { DigitPrediction, DigitsToPredict, PairPrediction, PairsToPredict, Pixels } from '@mnist-adder/model';
import { compile } from '@mnist-adder/tfjs-onnx';
import type { CompiledFunction, OnnxRuntime } from '@mnist-adder/tfjs-onnx';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { recordPrediction } from './record-prediction.js';

/** A model made ready to predict fast, with the weights that it had then. */
export interface Predictor {
  /** Whether the model takes an addend and gives a sum, and does not read the digit only. */
  readonly adds: boolean;
  /**
   * Reads the digit of each image and adds its addend to it.
   *
   * @throws `ArgumentError` unless the model adds, there are 784 pixels for each addend and the addends are 0..9.
   */
  predictPairs(pairs: PairsToPredict): Promise<PairPrediction[]>;
  /**
   * Reads the digit of each image.
   *
   * @throws `ArgumentError` unless the model reads digits only and each image has 784 pixels.
   */
  predictDigits(digits: DigitsToPredict): Promise<DigitPrediction[]>;
  /** Frees what ONNX Runtime holds; it cannot predict afterwards. */
  dispose(): Promise<void>;
}

export type SessionOptions = NonNullable<Parameters<typeof compile>[2]>;

/** ONNX Runtime's settings for images one by one, and for batches of them. */
export interface PredictorOptions {
  readonly single?: SessionOptions;
  readonly batch?: SessionOptions;
}

/** A graph has a fixed size; what is left of a batch and is this much or more is filled up to a whole one. */
const BATCH = 256;
const WORTH_A_BATCH = 32;
/** The lightest pixel, as the graphs take it. */
const WHITE = 255;

/** Compiles a model's prediction for `onnxruntime-node` or `onnxruntime-web`. */
export async function compilePredictor(
  runtime: OnnxRuntime,
  model: LayersModel,
  { single, batch }: PredictorOptions = {},
): Promise<Predictor> {
  const adds = hasSum(model);
  const one = await compileGraph(1, single);
  const many = await compileGraph(BATCH, batch);

  async function compileGraph(size: number, options?: SessionOptions): Promise<Graph> {
    return { compiled: await compile(runtime, recordPrediction(model, size, WHITE), options), size, idle: [] };
  }

  /** Probabilities by the name of the output, of any number of images. */
  async function calculate(images: Pixels, size: number, addends?: ArrayLike<number>) {
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

  return {
    adds,
    async predictPairs(pairs) {
      if (!adds)
        throw new ArgumentError('model', 'one that adds, or call predictDigits', 'a network that reads digits only');
      return answerPairs(pairs, (images, addends) => calculate(images, addends.length, addends));
    },
    async predictDigits(digits) {
      if (adds)
        throw new ArgumentError('model', 'one that reads digits only, or call predictPairs', 'a network that adds');
      return answerDigits(digits, async (images, size) => (await calculate(images, size)).digit);
    },
    async dispose() {
      await one.compiled.dispose();
      await many.compiled.dispose();
    },
  };
}

/** A part of the images, and of the addends where there are some. */
interface Part {
  readonly images: Pixels;
  readonly addends: ArrayLike<number> | undefined;
  readonly start: number;
  readonly count: number;
}

/** What a graph is called with. */
interface Inputs {
  /** [size × 784], 0..255 */
  readonly image: Float32Array;
  /** [size] */
  readonly addend: Int32Array;
}

/** Prediction of so many images at once, and inputs that no call is using: a new array of floats costs as much as filling it. */
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

/** Puts a part into the first places of the inputs; what is in the others is predicted too, and not looked at. */
function fill({ image, addend }: Inputs, { images, addends, start, count }: Part): void {
  const pixels = images.subarray(start * IMAGE_PIXELS, (start + count) * IMAGE_PIXELS);
  // Bytes become floats here and are divided there: three times as fast as a loop that does both.
  if (pixels instanceof Uint8Array) image.set(pixels);
  else for (let i = 0; i < pixels.length; i++) image[i] = pixels[i]! * WHITE;
  if (addends !== undefined) for (let i = 0; i < count; i++) addend[i] = addends[start + i]!;
}
