import { IMAGE_PIXELS, randomStream, type RandomStream } from '@mnist-adder/dataset';

/** A way to change images so that they differ from MNIST's. */
export interface Corruption {
  readonly name: string;
  /** Returns a changed copy of the images, [n × 784], 0..255. */
  readonly corrupt: (images: Uint8Array, stream: RandomStream) => Uint8Array;
}

/** The images under a corruption. The random numbers are the same in every call. */
export function corrupted(images: Uint8Array, { name, corrupt }: Corruption): Uint8Array {
  return corrupt(images, randomStream(0, 'robustness', name));
}

/** Corrupts images one after the other. */
export function eachImage(change: (image: Uint8Array, stream: RandomStream) => Uint8Array): Corruption['corrupt'] {
  return (images, stream) => {
    const changed = new Uint8Array(images.length);
    for (let start = 0; start < images.length; start += IMAGE_PIXELS) {
      changed.set(change(images.subarray(start, start + IMAGE_PIXELS), stream), start);
    }
    return changed;
  };
}

export const byte = (value: number) => Math.min(255, Math.max(0, Math.round(value)));

/** Draws from the standard normal distribution (Box & Muller 1958). */
export function normal(stream: RandomStream): number {
  const uniform = () => (stream.below(2 ** 31 - 1) + 1) / 2 ** 31;
  return Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
