import { readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { ADDEND_CLASSES, ArgumentError, IMAGE_PIXELS, IMAGE_SIDE, type MnistAdderError } from '@mnist-adder/dataset';
import { checkOptions, is, type CheckedPixels } from '@mnist-adder/dataset/internal';
import { errnoOf, pathOf } from '@mnist-adder/dataset/internal/node';
import type { PredictAllAddends } from '@mnist-adder/model';
import { answerDigits, answerPair, answerPairs, parseFamiliarity } from '@mnist-adder/model/internal';
import { TrainerError, type Predictor } from '@mnist-adder/trainer';
import { createLifetime } from '@mnist-adder/trainer/internal';
import { readOnnxMetadata } from '@mnist-adder/tfjs-onnx';
import type { InferenceSession } from '@mnist-adder/onnxruntime-node';
import { ExportedModelError } from './errors.js';
import { importOnnxRuntime } from './onnx-runtime.js';
import { onnxSessionOptions } from './onnx.js';

/** An exported model, ready to predict. */
export interface ExportedModel extends Predictor {
  /** The texts that the file has about the model, by name. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Predicts images with all ten addends, as an evaluation needs it. */
  readonly predictAllAddends: PredictAllAddends;
}

/** The text of an exported model that has the metadata of the saved model as JSON. */
export const METADATA_TEXT = 'mnist-adder';

/** Larger files are no models of digits. */
const MAX_BYTES = 1e9;

/** Images that are predicted at once. */
const BATCH = 256;

/**
 * Opens an ONNX file that was exported from a saved model, for prediction on ONNX Runtime.
 *
 * @param file the file.
 * @param options `threads`: the number of threads that share a batch. Default: one for each core.
 * @throws {@link ExportedModelError} if it cannot be read, or is not a network that reads digits.
 */
export async function openExportedModel(
  file: string | URL,
  options: { readonly threads?: number | undefined } = {},
): Promise<ExportedModel> {
  checkOptions('options', options, { threads: is.optional(is.integer(1)) });
  const { threads = availableParallelism() } = options;
  const path = pathOf('file', file);
  const bytes = await readModel(path);
  const metadata = readOnnxMetadata(bytes);
  if (metadata === undefined) throw new ExportedModelError(path, 'is not an ONNX model');
  const { InferenceSession, Tensor } = await importOnnxRuntime();
  const session = await InferenceSession.create(bytes, onnxSessionOptions(threads)).catch((cause: unknown) => {
    throw new ExportedModelError(path, 'does not open in ONNX Runtime', cause);
  });
  const adds = checkSignature(session, path);
  const familiarity = familiarityIn(metadata[METADATA_TEXT]);
  const lifetime = createLifetime(() => new TrainerError('disposed', `${path} was disposed of: open it again.`));

  /** Predicts n images, with their addends if the model adds. @returns the probabilities of the digits, and of the sums. */
  async function calculate(images: CheckedPixels, addends?: ArrayLike<number>) {
    const size = images.length / IMAGE_PIXELS;
    const digit = new Float32Array(size * 10);
    const sum = new Float32Array(adds ? size * 19 : 0);
    for (let start = 0; start < size; start += BATCH) {
      const count = Math.min(BATCH, size - start);
      const pixels = images.subarray(start * IMAGE_PIXELS, (start + count) * IMAGE_PIXELS);
      const scale = pixels instanceof Uint8Array ? 1 / 255 : 1;
      const image = Float32Array.from(pixels, (value) => value * scale);
      const oneHot = new Float32Array(count * ADDEND_CLASSES);
      for (let i = 0; i < count; i++) oneHot[i * ADDEND_CLASSES + (addends?.[start + i] ?? 0)] = 1;
      const answers = await session.run({
        image: new Tensor('float32', image, [count, IMAGE_SIDE, IMAGE_SIDE, 1]),
        ...(adds && { addend: new Tensor('float32', oneHot, [count, ADDEND_CLASSES]) }),
      });
      digit.set(answers.digit!.data as Float32Array, start * 10);
      if (adds) sum.set(answers.sum!.data as Float32Array, start * 19);
    }
    return { digit, sum };
  }

  const model: ExportedModel = {
    adds,
    metadata,
    predictPairs: (pairs) =>
      lifetime.use(async () => {
        if (!adds) throw wrongKind('one that adds, or call predictDigits', 'a network that reads digits only');
        return answerPairs(pairs, (images, addends) => calculate(images, addends), { familiarity });
      }),
    predictPair: (pair) => answerPair(pair, (pairs) => model.predictPairs(pairs)),
    predictDigits: (digits) =>
      lifetime.use(async () => {
        if (adds) throw wrongKind('one that reads digits only, or call predictPairs', 'a network that adds');
        return answerDigits(digits, async (images) => (await calculate(images)).digit, { familiarity });
      }),
    // The exported graph takes an addend with each image, so each image goes through the backbone ten times.
    async predictAllAddends(images, size) {
      const repeats = adds ? ADDEND_CLASSES : 1;
      const repeated = new Uint8Array(size * repeats * IMAGE_PIXELS);
      for (let row = 0; row < size * repeats; row++) {
        const i = Math.floor(row / repeats);
        repeated.set(images.subarray(i * IMAGE_PIXELS, (i + 1) * IMAGE_PIXELS), row * IMAGE_PIXELS);
      }
      const addends = Uint8Array.from({ length: size * repeats }, (_, row) => row % repeats);
      const { digit, sum } = await lifetime.use(() => calculate(repeated, addends));
      return { digit: digit.map(Math.log), sum: adds ? sum.map(Math.log) : undefined };
    },
    dispose: () => lifetime.end(() => session.release()),
  };
  return model;
}

async function readModel(file: string): Promise<Uint8Array> {
  const failed = (cause: unknown): never => {
    throw new ExportedModelError(file, `cannot be read (${errnoOf(cause) ?? 'unknown'})`, cause);
  };
  const stats = await stat(file).catch(failed);
  if (!stats.isFile()) throw new ExportedModelError(file, 'is not a file');
  if (stats.size > MAX_BYTES) throw new ExportedModelError(file, 'is larger than any model of digits');
  return readFile(file).catch(failed);
}

/** What digits look like to the model, if its metadata says so. */
function familiarityIn(text = '{}') {
  try {
    return parseFamiliarity((JSON.parse(text) as { readonly familiarity?: unknown } | null)?.familiarity);
  } catch {
    // Other programs may write any text.
    return undefined;
  }
}

/** Checks the names of a model's inputs and outputs. @returns whether it adds. */
function checkSignature({ inputNames, outputNames }: InferenceSession, file: string): boolean {
  const signature = `${[...inputNames].sort().join()} ${[...outputNames].sort().join()}`;
  if (signature === 'addend,image digit,sum') return true;
  if (signature === 'image digit') return false;
  throw new ExportedModelError(
    file,
    `has the inputs ${inputNames.join(', ')} and the outputs ${outputNames.join(', ')}`,
  );
}

const wrongKind = (expected: string, found: string): MnistAdderError =>
  new ArgumentError('model', expected, undefined, found);
