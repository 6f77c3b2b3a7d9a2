import { ADDEND_CLASSES, IMAGE_PIXELS } from '@mnist-adder/dataset';
import { BlankImageError, forward, hasSum, prepareImage, type Network } from '@mnist-adder/model';
import { checkFinite, imageTensor } from '@mnist-adder/model/internal';
import * as tf from '@tensorflow/tfjs-core';
import type { DigitInput } from '../drawing/digit-input.js';
import type { Outcome, Question } from './protocol.js';

/**
 * Reads an image with a network and adds to it, on the active backend.
 *
 * @throws `ModelError` if the network's probabilities are not finite.
 */
export async function answerQuestion(
  network: Network,
  { image, addend, inside }: Omit<Question, 'model'>,
): Promise<Outcome> {
  const pixels = pixelsOf(image);
  if (pixels === undefined) return { blank: 'image' };
  const added = typeof addend === 'number' ? addend : pixelsOf(addend);
  if (added === undefined) return { blank: 'addend' };
  const addendPixels = typeof added === 'number' ? undefined : added;

  const start = performance.now();
  const { layers, ...tensors } = predict(network, pixels, added, inside);
  try {
    const [digit, sum, second] = await Promise.all([
      tensors.digit.data<'float32'>(),
      tensors.sum?.data<'float32'>(),
      addendPixels && tensors.addend?.data<'float32'>(),
    ]);
    const milliseconds = performance.now() - start;
    for (const probabilities of [digit, sum, second]) if (probabilities) checkFinite(probabilities);
    const activations = layers.map(async ({ name, type, output }) => ({
      name,
      type,
      shape: output.shape.slice(1),
      values: await output.data<'float32'>(),
    }));
    return {
      answer: {
        image: { pixels, digit },
        addend: addendPixels && second && { pixels: addendPixels, digit: second },
        sum,
        milliseconds,
        layers: await Promise.all(activations),
      },
    };
  } finally {
    tf.dispose([{ ...tensors }, ...layers.map(({ output }) => output)]);
  }
}

/** Predicts once and drops the answer: the first time, a backend compiles its programs and allocates memory. */
export async function warmUp(network: Network): Promise<void> {
  await answerQuestion(network, { image: { pixels: new Uint8Array(IMAGE_PIXELS) }, addend: 0, inside: false });
}

/** Probabilities and layer outputs as tensors, which the caller disposes of. */
interface Prediction {
  /** [1, 10] */
  readonly digit: tf.Tensor;
  /** [1, 19] */
  readonly sum: tf.Tensor | undefined;
  /** The distribution of the addend, [1, 10]; undefined if the network does not add. */
  readonly addend: tf.Tensor | undefined;
  readonly layers: readonly { readonly name: string; readonly type: string; readonly output: tf.Tensor }[];
}

function predict(network: Network, pixels: Uint8Array, addend: number | Uint8Array, inside: boolean): Prediction {
  const layers: Prediction['layers'][number][] = [];
  const onActivation = (name: string, output: tf.Tensor) => {
    const type = network.layers.find((layer) => layer.name === name)!.getClassName();
    layers.push({ name, type, output: tf.keep(tf.clone(output)) });
  };
  const outputs = tf.tidy(() => {
    const inputs = { image: imageTensor(pixels), addend: addendTensor(network, addend) };
    const mode = { training: false, onActivation: inside ? onActivation : undefined } as const;
    const { digit, sum } = forward(network, inputs, mode);
    return { digit: tf.exp(digit), sum: sum && tf.exp(sum), addend: inputs.addend };
  });
  return { ...outputs, layers };
}

/** The addend as a distribution, which for a second image is what the network reads in it; undefined if the network does not add. */
function addendTensor(network: Network, addend: number | Uint8Array): tf.Tensor2D | undefined {
  if (!hasSum(network)) return undefined;
  if (typeof addend === 'number') return oneHot(addend);
  return tf.exp(forward(network, { image: imageTensor(addend), addend: oneHot(0) }).digit);
}

/** The pixels that a network sees, [784], 0..255; undefined if the image shows nothing. */
function pixelsOf(image: DigitInput): Uint8Array | undefined {
  if ('pixels' in image) return image.pixels;
  try {
    return prepareImage(image.picture);
  } catch (error) {
    if (error instanceof BlankImageError) return undefined;
    throw error;
  }
}

const oneHot = (addend: number) =>
  tf.tensor2d(
    Float32Array.from({ length: ADDEND_CLASSES }, (_, i) => Number(i === addend)),
    [1, ADDEND_CLASSES],
  );
