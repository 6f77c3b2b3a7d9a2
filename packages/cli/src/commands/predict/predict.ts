import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_PIXELS, MnistAdderError, SUM_CLASSES } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { indexOfMax, prepareImage } from '@mnist-adder/model';
import type { PairPrediction } from '@mnist-adder/model';
import { openPredictor } from '@mnist-adder/backends';
import type { SavedPredictor } from '@mnist-adder/backends';
import type { Answer } from '../../program/answer.js';
import type { Surroundings } from '../../program/surroundings.js';
import { startTensorFlow } from '../../program/start-tensorflow.js';
import { UsageError } from '../../program/usage-error.js';
import { findModel } from '../../model/find-model.js';
import { describeModel } from '../../model/model-document.js';
import { showCount } from '../../terminal/show-count.js';
import { styleOf } from '../../terminal/style.js';
import type { Terminal } from '../../terminal/style.js';
import { write } from '../../terminal/unicode.js';
import { decodePicture } from './decode-picture.js';
import type { PredictDocument, PredictionDocument } from './document.js';
import { findImages } from './find-images.js';
import type { ImageSource } from './find-images.js';
import { predictionText } from './prediction-text.js';

/** What `predict` is asked for. */
export interface PredictOptions {
  readonly images: readonly string[];
  readonly add?: number;
  readonly addImage?: string;
  /** Places in MNIST's test set. */
  readonly test: readonly number[];
  readonly model?: string;
  readonly threads?: number;
}

/** An image as the network sees it, and where it comes from. */
interface Prepared {
  readonly source: string;
  /** [784] */
  readonly pixels: Uint8Array;
  /** What it shows, where that is known. */
  readonly label?: number;
}

/** Pictures that are decoded at the same time. */
const AT_ONCE = 4;

/** Reads the digit in each picture, and adds a number to it. What cannot be read is said; the others are still done. */
export async function predict(options: PredictOptions, surroundings: Surroundings): Promise<Answer> {
  const { terminal, folder } = surroundings;
  const { images, test } = options;
  if (images.length + test.length === 0) {
    throw new UsageError('There is nothing to predict: name a picture, or an image of the test set with --test.');
  }
  await startTensorFlow();
  const modelFolder = findModel(options.model, folder);
  const { threads } = options;
  const predictor = await openPredictor(modelFolder, threads === undefined ? {} : { threads });
  try {
    if (!predictor.adds && (options.add !== undefined || options.addImage !== undefined)) {
      throw new UsageError(`The model in ${modelFolder} reads digits only: leave out what it is to add.`);
    }
    const failures: PredictDocument['failures'] = [];
    const fail = (source: string, { code, message }: MnistAdderError) => {
      failures.push({ source, code, message });
      write(terminal.stderr, terminal.env, `${message}\n`);
    };
    const prepared = [
      ...(await testImages(test)),
      ...(await prepareAll(await findImages(images, surroundings), terminal, fail)),
    ];
    const addend = await readAddend(options, surroundings, predictor);
    const predictions = await predictAll(predictor, prepared, addend);
    const document: PredictDocument = { model: describeModel(modelFolder, predictor.metadata), predictions, failures };
    const style = styleOf(terminal.stdout, terminal.env);
    const text = predictions.map((prediction) => predictionText(prediction, style)).join('\n\n');
    return { document, text, exitCode: failures.length > 0 ? 1 : 0 };
  } finally {
    await predictor.dispose();
  }
}

async function testImages(indices: readonly number[]): Promise<Prepared[]> {
  if (indices.length === 0) return [];
  const { test } = await readMnist();
  return indices.map((index) => ({
    source: `test image ${index}`,
    pixels: test.images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS),
    label: test.labels[index]!,
  }));
}

/** Brings pictures to 28 × 28, a few at a time, in their order. */
async function prepareAll(
  sources: readonly ImageSource[],
  terminal: Terminal,
  fail: (source: string, error: MnistAdderError) => void,
): Promise<Prepared[]> {
  const results = new Array<Prepared | undefined>(sources.length);
  const waiting = sources.entries();
  const progress = showCount(terminal, { what: 'pictures', total: sources.length });
  let done = 0;
  const work = async () => {
    for (const [i, source] of waiting) {
      try {
        results[i] = await prepare(source);
      } catch (error) {
        if (!(error instanceof MnistAdderError)) throw error;
        fail(source.name, error);
      }
      progress.update(++done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  progress.end();
  return results.filter((result) => result !== undefined);
}

async function prepare({ name, read }: ImageSource): Promise<Prepared> {
  const picture = await decodePicture(await read(), name);
  return { source: name, pixels: prepareImage(picture, name) };
}

/** What is added: a number, what a picture of one may be, or nothing. */
type Addend =
  | { readonly kind: 'none' }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'image'; readonly read: NonNullable<PredictionDocument['addImage']> };

async function readAddend(
  { add = 0, addImage }: PredictOptions,
  surroundings: Surroundings,
  predictor: SavedPredictor,
): Promise<Addend> {
  if (!predictor.adds) return { kind: 'none' };
  if (addImage === undefined) return { kind: 'number', number: add };
  const [source] = await findImages([addImage], surroundings);
  const { pixels } = await prepare(source!);
  const [answer] = await predictor.predictPairs({ images: pixels, addends: [0] });
  const { digit, digitProbabilities } = answer!;
  return { kind: 'image', read: { source: addImage, digit, digitProbabilities: [...digitProbabilities] } };
}

async function predictAll(
  predictor: SavedPredictor,
  prepared: readonly Prepared[],
  addend: Addend,
): Promise<PredictionDocument[]> {
  const images = new Uint8Array(prepared.length * IMAGE_PIXELS);
  prepared.forEach(({ pixels }, i) => {
    images.set(pixels, i * IMAGE_PIXELS);
  });
  const described = prepared.map(({ source, pixels, label }) => ({
    ...{ source, pixels: Buffer.from(pixels).toString('base64') },
    ...(label !== undefined && { label }),
  }));
  if (addend.kind === 'none') {
    const answers = await predictor.predictDigits({ images });
    return answers.map(({ digit, digitProbabilities }, i) => ({
      ...described[i]!,
      ...{ digit, digitProbabilities: [...digitProbabilities] },
    }));
  }
  const sums = await (addend.kind === 'number'
    ? predictor.predictPairs({ images, addends: prepared.map(() => addend.number) })
    : predictSums(predictor, prepared, addend.read.digitProbabilities));
  return sums.map(({ digit, digitProbabilities, sum, sumProbabilities }, i) => ({
    ...described[i]!,
    ...{ digit, digitProbabilities: [...digitProbabilities] },
    ...(addend.kind === 'number' ? { addend: addend.number } : { addImage: addend.read }),
    ...{ sum, sumProbabilities: [...sumProbabilities] },
  }));
}

/** The sums with an addend of which only the probabilities are known: those with each addend, weighted by them. */
async function predictSums(
  predictor: SavedPredictor,
  prepared: readonly Prepared[],
  addendProbabilities: readonly number[],
): Promise<PairPrediction[]> {
  return Promise.all(
    prepared.map(async ({ pixels }) => {
      const images = new Uint8Array(ADDEND_CLASSES * IMAGE_PIXELS);
      for (let addend = 0; addend < ADDEND_CLASSES; addend++) images.set(pixels, addend * IMAGE_PIXELS);
      const pairs = await predictor.predictPairs({ images, addends: [...addendProbabilities.keys()] });
      const mean = (length: number, of: (pair: PairPrediction) => Float32Array) =>
        Float32Array.from({ length }, (_, i) =>
          pairs.reduce((sum, pair, addend) => sum + addendProbabilities[addend]! * of(pair)[i]!, 0),
        );
      const digitProbabilities = mean(DIGIT_CLASSES, (pair) => pair.digitProbabilities);
      const sumProbabilities = mean(SUM_CLASSES, (pair) => pair.sumProbabilities);
      return {
        ...{ digit: indexOfMax(digitProbabilities, 0, DIGIT_CLASSES), digitProbabilities },
        ...{ sum: indexOfMax(sumProbabilities, 0, SUM_CLASSES), sumProbabilities },
      };
    }),
  );
}
