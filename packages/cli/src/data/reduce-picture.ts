import { IMAGE_PIXELS, IMAGE_SIDE, MnistAdderError } from '@mnist-adder/dataset';
import { prepareImage, type Picture } from '@mnist-adder/model';
import { imageError } from '../definition/cli-error.js';
import { decodePicture } from './decode-picture.js';

/** Whether a picture is prepared, or used as it is. */
export type Mode = 'on' | 'off';

/** A picture to reduce. It may go to another thread, so everything in it can be copied. */
export interface ReduceTask {
  readonly bytes: Uint8Array;
  /** The name of the picture in what is said about a problem. */
  readonly name: string;
  readonly mode: Mode;
}

/** Why a picture cannot be used. */
export type Problem = Pick<MnistAdderError, 'code' | 'message'>;

/**
 * Decodes a picture and reduces it to 28 × 28.
 *
 * @returns [784], or the problem: it cannot be decoded, shows nothing, or is used as it is and has another size (`image-size`).
 */
export async function reducePicture({ bytes, name, mode }: ReduceTask): Promise<Uint8Array | Problem> {
  try {
    const picture = await decodePicture(bytes, name);
    return mode === 'on' ? prepareImage(picture, name) : useAsItIs(picture, name);
  } catch (error) {
    return problemOf(error);
  }
}

/** The problem that an error tells of. A bug is thrown again. */
export function problemOf(error: unknown): Problem {
  if (error instanceof MnistAdderError) return { code: error.code, message: error.message };
  throw error;
}

/** The brightness of each pixel, on black where the picture is transparent. */
function useAsItIs({ width, height, data }: Picture, name: string): Uint8Array {
  if (width !== IMAGE_SIDE || height !== IMAGE_SIDE) {
    const problem = `has ${width} × ${height} pixels instead of ${IMAGE_SIDE} × ${IMAGE_SIDE}`;
    throw imageError('image-size', name, problem, 'have it prepared, with --preparation on');
  }
  return Uint8Array.from({ length: IMAGE_PIXELS }, (_, pixel) => {
    const [red, green, blue, alpha] = [0, 1, 2, 3].map((channel) => data[4 * pixel + channel]!) as [
      number,
      number,
      number,
      number,
    ];
    // ITU-R BT.601.
    return Math.round(((0.299 * red + 0.587 * green + 0.114 * blue) * alpha) / 255);
  });
}

/** Whether images are light on black, as MNIST's: their borders are dark on average. */
export function areLightOnBlack(images: Uint8Array): boolean {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < images.length; i++) {
    const [row, column] = [Math.floor((i % IMAGE_PIXELS) / IMAGE_SIDE), i % IMAGE_SIDE];
    if (row > 0 && row < IMAGE_SIDE - 1 && column > 0 && column < IMAGE_SIDE - 1) continue;
    sum += images[i]!;
    count++;
  }
  return sum / count < 128;
}
