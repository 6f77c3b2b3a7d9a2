import { DIGIT_CLASSES, IMAGE_PIXELS, imageAt, type DigitSet } from '@mnist-adder/dataset';
import { checkDigitSet, checkFields, checkInteger, checkOptions, is } from '@mnist-adder/dataset/internal';
import { predictBatches, type PredictAllAddends, type PredictionOptions } from './predict-all-addends.js';
import { distance, LOG_RATIOS, logRatios, type Familiarity } from '../familiarity/familiarity.js';
import { momentsOf, whiten, type Moments } from './normal-distribution.js';

/** Enough images of each set to fit 54 numbers a digit, and to find the last 1 %. */
const IMAGES = 10_000;
/** With fewer validation images, 1 % of them is less than one. */
const MIN_VALIDATION = 100;
/** The part of the validation images that is called unusual. */
const FALSE_ALARMS = 0.01;
/** The covariance of all digits counts as much as this many images of one (Friedman 1989). */
const SHARED_IMAGES = 20;
/** A variance in nats² that is added to each log-ratio, so that a network that is always sure has a covariance to invert. */
const MIN_VARIANCE = 0.01;
/** Significant digits that are kept. */
const PRECISION = 6;

/**
 * Learns what digits look like to a network: for each digit, the normal distribution of the log-ratios of the probabilities that the
 * network gives to training images, and the distance that 1 % of the validation images exceed. Up to 10,000 images of each set are used.
 *
 * Sources: K. Lee et al., A Simple Unified Framework for Detecting Out-of-Distribution Samples and Adversarial Attacks (2018), on the
 * digits' log-ratios instead of an embedding, and with a covariance for each digit. J. H. Friedman, Regularized Discriminant
 * Analysis (1989), for these covariances.
 *
 * @returns undefined if there are fewer than two training images of a digit, or fewer than 100 validation images.
 * @throws `ArgumentError` unless each set has images with labels.
 * @throws `ModelError` `non-finite-outputs` if an output is not finite.
 */
export async function fitFamiliarity(
  predict: PredictAllAddends,
  data: { readonly train: DigitSet; readonly validation: DigitSet },
  options: PredictionOptions = {},
): Promise<Familiarity | undefined> {
  is.function('predict', predict);
  checkFields('data', data, { train: is.anything, validation: is.anything });
  checkOptions('options', options, { batchSize: is.anything });
  if (options.batchSize !== undefined) checkInteger('batchSize', options.batchSize, 1);
  const train = spread(checkDigitSet('data.train', data.train));
  const validation = spread(checkDigitSet('data.validation', data.validation));
  const counts = new Array<number>(DIGIT_CLASSES).fill(0);
  for (const label of train.labels) counts[label]!++;
  if (Math.min(...counts) < 2 || validation.size < MIN_VALIDATION) return undefined;

  const ratios = await readLogRatios(predict, train, options);
  const byDigit = counts.map((_, digit) => ratios.filter((_, i) => train.labels[i] === digit));
  const distributions = fitDistributions(byDigit);
  const held = await readLogRatios(predict, validation, options);
  const distances = held.map((ratios) => distance(distributions, ratios)).sort((a, b) => a - b);
  const threshold = rounded(distances[Math.ceil((1 - FALSE_ALARMS) * distances.length) - 1]!);
  return { ...distributions, threshold };
}

/** Images that are spread over a set: it may be sorted by label. */
function spread(set: DigitSet): DigitSet {
  if (set.size <= IMAGES) return set;
  const images = new Uint8Array(IMAGES * IMAGE_PIXELS);
  const labels = new Uint8Array(IMAGES);
  for (let i = 0; i < IMAGES; i++) {
    const index = Math.floor((i * set.size) / IMAGES);
    images.set(imageAt(set.images, index), i * IMAGE_PIXELS);
    labels[i] = set.labels[index]!;
  }
  return { size: IMAGES, images, labels };
}

/** The log-ratios of each image; if the model adds, with one of the addends, each of which comes equally often. */
async function readLogRatios(
  predict: PredictAllAddends,
  { images }: DigitSet,
  options: PredictionOptions,
): Promise<Float64Array[]> {
  const all: Float64Array[] = [];
  for await (const { size, digit, addends } of predictBatches(predict, images, options)) {
    for (let i = 0; i < size; i++) {
      const row = i * addends + (all.length % addends);
      all.push(logRatios((of) => digit[row * DIGIT_CLASSES + of]!));
    }
  }
  return all;
}

function fitDistributions(byDigit: readonly (readonly Float64Array[])[]): Omit<Familiarity, 'threshold'> {
  const moments = byDigit.map((vectors) => momentsOf(vectors, LOG_RATIOS));
  const all = moments.reduce((sum, { count }) => sum + count, 0);
  const shared = Float64Array.from(
    moments[0]!.scatter,
    (_, i) => moments.reduce((sum, { scatter }) => sum + scatter[i]!, 0) / all,
  );
  const covariance = ({ count, scatter }: Moments) =>
    scatter.map((value, i) => {
      const ridge = i % (LOG_RATIOS + 1) === 0 ? MIN_VARIANCE : 0;
      return (value + SHARED_IMAGES * shared[i]!) / (count + SHARED_IMAGES) + ridge;
    });
  return {
    means: moments.map(({ mean }) => Array.from(mean, rounded)),
    whitening: moments.map((digit) => whiten(covariance(digit)).map(rounded)),
  };
}

const rounded = (value: number) => Number(value.toPrecision(PRECISION));
