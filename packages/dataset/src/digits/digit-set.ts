import { DIGIT_CLASSES, IMAGE_PIXELS, IMAGE_SIDE } from '../constants.js';
import { checkInteger, checkObject, checkOptions, is } from '../check-arguments.js';
import { ArgumentError, type DatasetCode, DatasetError } from '../errors.js';
import type { IdxArray } from '../idx/parse-idx.js';
import { pixelBytes, type Pixels } from './pixels.js';

/** Images of digits, each with its label. */
export interface DigitSet {
  /** The images, [size × 784], each row by row: 0 is background, 255 is ink. */
  readonly images: Uint8Array;
  /** The digit that each image shows, [size], 0..9. */
  readonly labels: Uint8Array;
  /** Number of images. */
  readonly size: number;
}

/** Images and their labels, as bytes and numbers or as they were read from IDX files. */
export interface DigitArrays {
  /** The images, [n × 784] or an IDX array [n × 28 × 28], each row by row: bytes, or floats from 0 to 1, which are rounded to bytes. */
  readonly images: Pixels | IdxArray;
  /** The digit that each image shows, [n], integers from 0 to 9. */
  readonly labels: ArrayLike<number> | IdxArray;
}

/** How images are stored. */
export interface CreateDigitSetOptions {
  /** Whether images are stored column by column, as EMNIST's are. They are then turned upright, in a copy. Default: false. */
  readonly transposed?: boolean | undefined;
}

/**
 * Makes a set of images and labels, after checking that they belong together. The set uses the same memory, unless images
 * are `transposed` or floats, or labels are no `Uint8Array`.
 *
 * @throws `DatasetError` unless there is one label per image, all images are 28×28 and all labels are 0..9.
 * @throws `ArgumentError` for pixels and labels of another type.
 */
export function createDigitSet(arrays: DigitArrays, options: CreateDigitSetOptions = {}): DigitSet {
  checkObject('arrays', arrays, ['images', 'labels']);
  checkOptions('options', options, { transposed: is.optional(is.boolean) });
  const set = digitSet(idxArray('images', arrays.images), idxArray('labels', arrays.labels));
  return options.transposed === true ? { ...set, images: transposeImages(set.images) } : set;
}

/**
 * Checks a set that may have been put together by hand. It is returned as it is, unless its arrays have to be converted.
 *
 * @param argument how errors call the set
 * @throws `DatasetError` and `ArgumentError` as {@link createDigitSet} does.
 */
export function checkDigitSet(argument: string, set: DigitSet): DigitSet {
  checkObject(argument, set, ['images', 'labels', 'size']);
  const checked = digitSet(
    { ...idxArray('images', set.images), source: `${argument}.images` },
    { ...idxArray('labels', set.labels), source: `${argument}.labels` },
  );
  if (checked.size !== set.size) {
    throw new ArgumentError(`${argument}.size`, `${checked.size}, the number of its images`, set.size);
  }
  return checked.images === set.images && checked.labels === set.labels ? set : checked;
}

/** Images or labels with the name and the dimensions that they have, or else should have. */
interface NamedArray<T> {
  readonly source: string;
  /** Undefined if it is one array without further axes. */
  readonly dimensions: readonly number[] | undefined;
  readonly data: T;
}

function idxArray<T>(name: string, array: T | IdxArray): NamedArray<T | Uint8Array> {
  const isIdx = typeof array === 'object' && array !== null && 'dimensions' in array;
  if (!isIdx) return { source: name, dimensions: undefined, data: array };
  const { dimensions, data } = array;
  // JavaScript may leave the source out.
  return { source: 'source' in array ? array.source : name, dimensions, data };
}

function digitSet(images: NamedArray<Pixels>, labels: NamedArray<ArrayLike<number>>): DigitSet {
  const size = images.dimensions && countImages(images.source, images.dimensions);
  const pixels = pixelBytes(images.source, images.data, size);
  const count = pixels.length / IMAGE_PIXELS;
  if (count === 0)
    throw digitSetError('empty-set', { source: images.source, expected: 'at least one image', found: 'none' });
  const checked = checkLabels(labels);
  if (checked.length !== count) {
    throw digitSetError('count-mismatch', {
      source: `${images.source} and ${labels.source}`,
      expected: 'as many labels as images',
      found: `${count} images and ${checked.length} labels`,
    });
  }
  return { images: pixels, labels: checked, size: count };
}

/**
 * One image out of many, as a view: nothing is copied.
 *
 * @param images [n × 784]
 * @param index 0..n − 1
 * @returns [784]
 * @throws `ArgumentError` when there is no such image.
 */
export function imageAt(images: Uint8Array, index: number): Uint8Array {
  is.bytes('images', images);
  checkInteger('index', index, 0, Math.floor(images.length / IMAGE_PIXELS) - 1);
  return images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS);
}

/**
 * The first `count` images of a set with their labels, as views: nothing is copied. If the set has fewer images, it is the
 * whole set.
 *
 * @throws `ArgumentError` unless `count` is an integer of at least 0.
 */
export function firstImages(digits: DigitSet, count: number): DigitSet {
  const { images, labels, size } = checkDigitSet('digits', digits);
  checkInteger('count', count, 0);
  return {
    images: images.subarray(0, count * IMAGE_PIXELS),
    labels: labels.subarray(0, count),
    size: Math.min(count, size),
  };
}

/** Joins sets into one, in their order. A single set is returned as it is; undefined if there is none. */
export function joinDigits(sets: readonly DigitSet[]): DigitSet | undefined {
  if (sets.length < 2) return sets[0];
  const size = sets.reduce((sum, set) => sum + set.size, 0);
  const images = new Uint8Array(size * IMAGE_PIXELS);
  const labels = new Uint8Array(size);
  let offset = 0;
  for (const set of sets) {
    images.set(set.images, offset * IMAGE_PIXELS);
    labels.set(set.labels, offset);
    offset += set.size;
  }
  return { images, labels, size };
}

function countImages(source: string, dimensions: readonly number[]): number {
  const [count, height, width] = dimensions;
  if (count === undefined || dimensions.length !== 3 || height !== IMAGE_SIDE || width !== IMAGE_SIDE) {
    throw digitSetError('image-shape', {
      source,
      expected: `images of ${IMAGE_SIDE}×${IMAGE_SIDE} pixels, dimensions n×${IMAGE_SIDE}×${IMAGE_SIDE}`,
      found: `dimensions ${dimensions.join('×')}`,
    });
  }
  return count;
}

function checkLabels({ source, dimensions, data }: NamedArray<ArrayLike<number>>): Uint8Array {
  if (dimensions !== undefined && dimensions.length !== 1) {
    throw digitSetError('label-shape', {
      source,
      expected: 'one list of labels',
      found: `dimensions ${dimensions.join('×')}`,
    });
  }
  is.list(`an array of labels from 0 to ${DIGIT_CLASSES - 1}`)(source, data);
  for (let image = 0; image < data.length; image++) {
    const label = data[image]!;
    if (Number.isInteger(label) && label >= 0 && label < DIGIT_CLASSES) continue;
    throw digitSetError('label-range', {
      source,
      expected: `labels from 0 to ${DIGIT_CLASSES - 1}`,
      found: `${label} for image ${image}`,
    });
  }
  return data instanceof Uint8Array ? data : Uint8Array.from(data);
}

function digitSetError(
  code: DatasetCode,
  facts: { readonly source: string; readonly expected: string; readonly found: string },
): DatasetError {
  const { source, expected, found } = facts;
  const message = `${source}: expected ${expected}, found ${found}. Use data in MNIST's layout.`;
  return new DatasetError(code, message, { facts });
}

function transposeImages(images: Uint8Array): Uint8Array {
  const upright = new Uint8Array(images.length);
  for (let image = 0; image < images.length; image += IMAGE_PIXELS) {
    for (let row = 0; row < IMAGE_SIDE; row++) {
      for (let column = 0; column < IMAGE_SIDE; column++) {
        upright[image + row * IMAGE_SIDE + column] = images[image + column * IMAGE_SIDE + row]!;
      }
    }
  }
  return upright;
}
