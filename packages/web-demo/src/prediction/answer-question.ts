import { ADDEND_CLASSES, IMAGE_PIXELS } from '@mnist-adder/dataset';
import { BlankImageError, forward, hasSum, prepareImage } from '@mnist-adder/model';
import type { Network } from '@mnist-adder/model';
import * as tf from '@tensorflow/tfjs-core';
import type { DigitInput, LayerActivation, Outcome, Question } from './protocol.js';

/** Has a network read an image and add to it, on the backend that is active. */
export async function answerQuestion(
  network: Network,
  { image, addend, inside }: Omit<Question, 'model'>,
): Promise<Outcome> {
  const pixels = seen(image);
  if (pixels === undefined) return { blank: 'image' };
  const addendPixels = typeof addend === 'number' ? undefined : seen(addend);
  if (typeof addend !== 'number' && addendPixels === undefined) return { blank: 'addend' };

  const start = performance.now();
  const layers: { name: string; type: string; tensor: tf.Tensor }[] = [];
  const onActivation = (name: string, tensor: tf.Tensor) => {
    const type = network.layers.find((layer) => layer.name === name)!.getClassName();
    if (inside) layers.push({ name, type, tensor: tf.keep(tf.clone(tensor)) });
  };
  const tensors = tf.tidy((): { digit: tf.Tensor; sum?: tf.Tensor; read?: tf.Tensor } => {
    const images = asTensor(pixels);
    if (!hasSum(network))
      return { digit: tf.exp(forward(network, { image: images }, { training: false, onActivation }).digit) };
    // A distribution over the digits of the second image takes the place of the one-hot addend.
    const read = addendPixels && tf.exp(forward(network, { image: asTensor(addendPixels), addend: oneHot(0) }).digit);
    const inputs = { image: images, addend: read ?? oneHot(typeof addend === 'number' ? addend : 0) };
    const { digit, sum } = forward(network, inputs, { training: false, onActivation });
    return { digit: tf.exp(digit), sum: tf.exp(sum), ...(read && { read }) };
  });
  try {
    const [digit, sum, read] = await Promise.all([
      tensors.digit.data<'float32'>(),
      tensors.sum?.data<'float32'>(),
      tensors.read?.data<'float32'>(),
    ]);
    const milliseconds = performance.now() - start;
    return {
      answer: {
        image: { pixels, digit },
        addend: addendPixels && read && { pixels: addendPixels, digit: read },
        ...{ sum, milliseconds },
        layers: await Promise.all(layers.map(readLayer)),
      },
    };
  } finally {
    tf.dispose([{ ...tensors }, ...layers.map(({ tensor }) => tensor)]);
  }
}

/** Has a network calculate once for nothing: the first time, backends compile and reserve what they need. */
export async function warmUp(network: Network): Promise<void> {
  await answerQuestion(network, { image: { pixels: new Uint8Array(IMAGE_PIXELS) }, addend: 0, inside: false });
}

/** The pixels that a network sees of an image; undefined where there is nothing to see. */
function seen(image: DigitInput): Uint8Array | undefined {
  if ('pixels' in image) return image.pixels;
  try {
    return prepareImage(image.picture);
  } catch (error) {
    if (error instanceof BlankImageError) return undefined;
    throw error;
  }
}

const asTensor = (pixels: Uint8Array) =>
  tf.tensor4d(
    Float32Array.from(pixels, (pixel) => pixel / 255),
    [1, 28, 28, 1],
  );

const oneHot = (addend: number) =>
  tf.tensor2d(
    Float32Array.from({ length: ADDEND_CLASSES }, (_, i) => Number(i === addend)),
    [1, ADDEND_CLASSES],
  );

async function readLayer({
  name,
  type,
  tensor,
}: {
  name: string;
  type: string;
  tensor: tf.Tensor;
}): Promise<LayerActivation> {
  return { name, type, shape: tensor.shape.slice(1), values: await tensor.data<'float32'>() };
}
