import { join } from 'node:path';
import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_PIXELS, SUM_CLASSES, type MnistAdderError } from '@mnist-adder/dataset';
import type { Prediction } from '@mnist-adder/model';
import { indexOfMax } from '@mnist-adder/model/internal';
import type { Predictor } from '@mnist-adder/trainer';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { usageError } from '../../definition/cli-error.js';
import { openToPredict } from '../../model/exported-model.js';
import { describeModel, findModel } from '../../model/saved-model.js';
import { startTensorFlow } from '../../model/start-tensorflow.js';
import { count } from '../../terminal/format.js';
import { oneLine, write } from '../../terminal/output.js';
import { styleOf, type Style } from '../../terminal/style.js';
import type { NumberDocument, PredictDocument, PredictionDocument } from './document.js';
import { findImages } from './find-images.js';
import { numberLine, numberText } from './number-text.js';
import { predictNumbers, readAddedNumber } from './predict-numbers.js';
import { predictionLine, predictionText } from './prediction-text.js';
import { numberTable, predictionTable } from './prediction-table.js';
import {
  isTable,
  prepareNumberPicture,
  preparePicture,
  preparePictures,
  readTable,
  readTestImages,
  type PreparedImage,
} from './prepare-images.js';

/** The options of `predict`. */
export interface PredictOptions {
  readonly images: readonly string[];
  /** Whether pictures show numbers of several digits. */
  readonly number?: boolean | undefined;
  /** A whole number in decimal digits. */
  readonly add?: string | undefined;
  readonly addImage?: string | undefined;
  /** Indices in MNIST's test set. */
  readonly test: readonly number[];
  readonly model?: string | undefined;
  readonly threads?: number | undefined;
  readonly format: 'picture' | 'line' | 'csv';
}

/** Reads the digit in each picture and adds a number to it. Pictures that cannot be read are reported; the others are still done. */
export async function predict(options: PredictOptions, context: CliContext): Promise<Answer> {
  const { terminal } = context;
  const { images, test, threads } = options;
  if (images.length + test.length === 0) {
    throw usageError('There is nothing to predict: name a picture, or an image of the test set with --test.');
  }
  if (options.number !== true && options.add !== undefined && Number(options.add) >= ADDEND_CLASSES) {
    throw usageError('--add takes a number from 0 to 9, or any whole number together with --number.');
  }
  await startTensorFlow();
  const modelFolder = await findModel(options.model, context);
  const { predictor, facts } = await openToPredict(modelFolder, { threads });
  try {
    if (!predictor.adds && options.number !== true && (options.add !== undefined || options.addImage !== undefined)) {
      throw usageError(
        `The model in ${modelFolder} reads digits only: leave out --add and --add-image, or give --number.`,
      );
    }
    const failures: PredictDocument['failures'] = [];
    const onFailure = (source: string, { code, message }: MnistAdderError) => {
      failures.push({ source, code, message });
      write(terminal.stderr, terminal.env, `${oneLine(message)}\n`);
    };
    const skipped: string[] = [];
    const onSkipped = (name: string, files: readonly string[]) => {
      skipped.push(...files.map((file) => join(name, file)));
      write(terminal.stderr, terminal.env, `${oneLine(skippedText(name, files))}\n`);
    };
    const pictures = images.filter((name) => !isTable(name));
    const sources = await findImages(pictures, context, onSkipped);
    const tables = images.filter(isTable).map((name) => readTable(name, context.folder));
    const known = [...(await readTestImages(test)), ...(await Promise.all(tables)).flat()];
    const style = styleOf(terminal.stdout, terminal.env);
    const about = { model: describeModel(modelFolder, facts), failures, skipped };
    const answerWith = (found: Pick<PredictDocument, 'predictions' | 'numbers'>, text: string): Answer => {
      const document: PredictDocument = { ...about, ...found };
      return { document, text, exitCode: failures.length > 0 ? 1 : 0 };
    };
    if (options.number === true) {
      const prepared = [
        ...known.map(({ source, pixels, label }) => ({ source, label, digits: [{ pixels }] })),
        ...(await preparePictures(sources, prepareNumberPicture, terminal, onFailure)),
      ];
      const numbers = await predictNumbers(predictor, prepared, await readAddedNumber(options, context));
      return answerWith({ predictions: [], numbers }, NUMBER_FORMATS[options.format](numbers, style));
    }
    const prepared = [...known, ...(await preparePictures(sources, preparePicture, terminal, onFailure))];
    const addend = await readAddend(options, context, predictor);
    const predictions = await predictAll(predictor, prepared, addend);
    return answerWith({ predictions }, FORMATS[options.format](predictions, style));
  } finally {
    await predictor.dispose();
  }
}

/** Predictions for people and programs. */
const FORMATS = {
  picture: (predictions: readonly PredictionDocument[], style: Style) =>
    predictions.map((prediction) => predictionText(prediction, style)).join('\n\n'),
  line: (predictions: readonly PredictionDocument[], style: Style) =>
    predictions.map((prediction) => predictionLine(prediction, style)).join('\n'),
  csv: predictionTable,
};

/** The same for numbers of several digits. */
const NUMBER_FORMATS = {
  picture: (numbers: readonly NumberDocument[], style: Style) =>
    numbers.map((number) => numberText(number, style)).join('\n\n'),
  line: (numbers: readonly NumberDocument[], style: Style) =>
    numbers.map((number) => numberLine(number, style)).join('\n'),
  csv: numberTable,
};

/** Number of skipped files that are named. */
const NAMED = 3;

/** The sentence about files in a folder that are not pictures. */
function skippedText(folder: string, files: readonly string[]): string {
  const rest = files.length - NAMED;
  const names = `${files.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${count(rest)} more` : ''}`;
  return `Passed over in ${folder}, as not a PNG, JPEG, WebP or GIF: ${names}.`;
}

/** What is added: a number, or the number in a picture. Neither if the model only reads digits. */
interface Addend {
  readonly number?: number | undefined;
  readonly image?: PredictionDocument['addImage'];
}

async function readAddend(
  { add = '0', addImage }: PredictOptions,
  context: CliContext,
  predictor: Predictor,
): Promise<Addend> {
  if (!predictor.adds) return {};
  if (addImage === undefined) return { number: Number(add) };
  const [source] = await findImages([addImage], context);
  const { pixels } = await preparePicture(source!);
  const [answer] = await predictor.predictPairs({ images: pixels, addends: [0] });
  const { digit, digitProbabilities, unusual } = answer!;
  return { image: { source: addImage, digit, digitProbabilities: [...digitProbabilities], unusual } };
}

async function predictAll(
  predictor: Predictor,
  prepared: readonly PreparedImage[],
  { number, image }: Addend,
): Promise<PredictionDocument[]> {
  const answers = image
    ? await Promise.all(prepared.map(({ pixels }) => addProbably(predictor, pixels, image.digitProbabilities)))
    : await predictImages(predictor, prepared, number);
  return answers.map(({ digit, digitProbabilities, unusual, sum, sumProbabilities }, i) => {
    const { source, pixels, label } = prepared[i]!;
    return {
      source,
      pixels: Buffer.from(pixels).toString('base64'),
      label,
      digit,
      digitProbabilities: [...digitProbabilities],
      unusual,
      addend: number,
      addImage: image,
      sum,
      sumProbabilities: sumProbabilities && [...sumProbabilities],
    };
  });
}

function predictImages(
  predictor: Predictor,
  prepared: readonly PreparedImage[],
  addend: number | undefined,
): Promise<Prediction[]> {
  const images = new Uint8Array(prepared.length * IMAGE_PIXELS);
  prepared.forEach(({ pixels }, i) => {
    images.set(pixels, i * IMAGE_PIXELS);
  });
  if (addend === undefined) return predictor.predictDigits({ images });
  return predictor.predictPairs({ images, addends: prepared.map(() => addend) });
}

/** Adds a number of which only the probabilities are known: the mean of the answers with each addend, weighted by them. */
async function addProbably(
  predictor: Predictor,
  pixels: Uint8Array,
  addendProbabilities: readonly number[],
): Promise<Prediction> {
  const images = new Uint8Array(ADDEND_CLASSES * IMAGE_PIXELS);
  for (let addend = 0; addend < ADDEND_CLASSES; addend++) images.set(pixels, addend * IMAGE_PIXELS);
  const pairs = await predictor.predictPairs({ images, addends: [...addendProbabilities.keys()] });
  const mean = (probabilities: readonly Float32Array[], classes: number) =>
    Float32Array.from({ length: classes }, (_, i) =>
      probabilities.reduce((sum, values, addend) => sum + addendProbabilities[addend]! * values[i]!, 0),
    );
  const digitProbabilities = mean(
    pairs.map((pair) => pair.digitProbabilities),
    DIGIT_CLASSES,
  );
  const sumProbabilities = mean(
    pairs.map((pair) => pair.sumProbabilities),
    SUM_CLASSES,
  );
  return {
    digit: indexOfMax(digitProbabilities),
    digitProbabilities,
    // As with the most likely addend.
    unusual: pairs[indexOfMax(Float32Array.from(addendProbabilities))]!.unusual,
    sum: indexOfMax(sumProbabilities),
    sumProbabilities,
  };
}
