import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import { PictureError, forward, hasSum, prepareImage, type OpenNetwork } from '@mnist-adder/model';
import { checkFinite, forwardAllAddends, imageTensor, isUnusual } from '@mnist-adder/model/internal';
import * as tf from '@tensorflow/tfjs-core';
import type { DigitInput } from '../drawing/digit-input.js';
import { damageImage, NO_DAMAGE } from './damage.js';
import type { Answer, Question, Reading } from './protocol.js';

/**
 * Reads an image with a network and adds to it, on the active backend.
 *
 * @returns undefined if the image shows nothing. If the second image shows nothing, nothing is added.
 * @throws `PictureError` `several-digits` if an image shows several digits.
 * @throws `ModelError` if the network's probabilities are not finite.
 */
export async function answerQuestion(
  network: OpenNetwork,
  { image, addend, layers: asked, damage = NO_DAMAGE }: Omit<Question, 'model'>,
): Promise<Omit<Answer, 'tensors'> | undefined> {
  const prepared = pixelsOf(image);
  if (prepared === undefined) return undefined;
  const pixels = damageImage(prepared, damage);
  const added = typeof addend === 'object' ? pixelsOf(addend) : addend;

  const start = performance.now();
  const { layers, ...tensors } = predict(network, pixels, added, new Set(asked));
  try {
    const [digit, sum, sums, second] = await Promise.all([
      tensors.digit.data<'float32'>(),
      tensors.sum?.data<'float32'>(),
      tensors.sums?.data<'float32'>(),
      tensors.addend?.data<'float32'>(),
    ]);
    const milliseconds = performance.now() - start;
    for (const probabilities of [digit, sum, sums, second]) if (probabilities) checkFinite(probabilities);
    const activations = [...layers].map(async ([name, output]) => {
      const activation = { shape: output.shape.slice(1), values: await output.data<'float32'>() };
      return [name, activation] as const;
    });
    return {
      image: readingOf(network, pixels, digit),
      addend: typeof added === 'object' ? readingOf(network, added, second!) : added,
      sum,
      sums,
      milliseconds,
      layers: new Map(await Promise.all(activations)),
    };
  } finally {
    tf.dispose([{ ...tensors }, ...layers.values()]);
  }
}

/** What a network reads in an image, from its probabilities, [10]. */
export const readingOf = ({ familiarity }: OpenNetwork, pixels: Uint8Array, digit: Float32Array): Reading => ({
  pixels,
  digit,
  unusual: familiarity && isUnusual(familiarity, digit),
});

/** Predicts once and drops the answer: the first time, a backend compiles its programs and allocates memory. */
export async function warmUp(network: OpenNetwork): Promise<void> {
  await answerQuestion(network, { image: { pixels: new Uint8Array(IMAGE_PIXELS) }, addend: 0, layers: [] });
}

/** Probabilities and layer outputs as tensors, which the caller disposes of. */
interface Prediction {
  /** [1, 10] */
  readonly digit: tf.Tensor;
  /** [1, 19]; undefined if the network only reads digits. */
  readonly sum: tf.Tensor | undefined;
  /** The sums with each of the ten addends, [10, 19]; undefined if the network only reads digits. */
  readonly sums: tf.Tensor | undefined;
  /** What the network reads in the second image, [1, 10]; undefined if there is none. */
  readonly addend: tf.Tensor | undefined;
  /** The outputs of the layers that were asked for, [1, …]. */
  readonly layers: ReadonlyMap<string, tf.Tensor>;
}

/** @param asked the names of the layers whose outputs are kept. */
function predict(
  network: OpenNetwork,
  pixels: Uint8Array,
  added: number | Uint8Array | undefined,
  asked: ReadonlySet<string>,
): Prediction {
  const layers = new Map<string, tf.Tensor>();
  /** What depends on the addend has a row for each of them if all were asked for. */
  const ofAddend = (rows: tf.Tensor) =>
    rows.shape[0] === 1 ? rows : tf.slice(rows, typeof added === 'number' ? added : 0, 1);
  const mode = {
    training: false,
    onActivation(name: string, output: tf.Tensor) {
      if (asked.has(name)) layers.set(name, tf.keep(tf.clone(ofAddend(output))));
    },
  } as const;
  const outputs = tf.tidy((): Omit<Prediction, 'layers'> => {
    const image = imageTensor(pixels);
    const isImage = typeof added === 'object';
    // The backbone runs once; only the head is calculated for each addend.
    const all = forwardAllAddends(network, image, isImage && hasSum(network) ? undefined : mode);
    const sums = all.sum && tf.exp(all.sum);
    const digit = tf.exp(ofAddend(all.digit));
    if (!isImage)
      return { digit, sum: added === undefined ? undefined : sums && ofAddend(sums), sums, addend: undefined };
    const addend = tf.exp<tf.Tensor2D>(tf.slice(forwardAllAddends(network, imageTensor(added)).digit, 0, 1));
    if (sums === undefined) return { digit, sum: undefined, sums, addend };
    const both = forward(network, { image, addend }, mode);
    return { digit: tf.exp(both.digit), sum: tf.exp(both.sum), sums, addend };
  });
  return { ...outputs, layers };
}

/**
 * The pixels that a network sees, [784], 0..255; undefined if the image shows nothing.
 *
 * @throws `PictureError` if it shows several digits.
 */
function pixelsOf(image: DigitInput): Uint8Array | undefined {
  if ('pixels' in image) return image.pixels;
  try {
    return prepareImage(image.picture);
  } catch (error) {
    if (error instanceof PictureError && error.code !== 'several-digits') return undefined;
    throw error;
  }
}
