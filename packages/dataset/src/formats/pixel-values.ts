import { DIGIT_CLASSES, IMAGE_PIXELS, IMAGE_SIDE } from '../constants.js';
import { contentError } from '../errors.js';

/**
 * Pixels of any kind of number as bytes. If none is above 1, they are fractions of full ink, as after a division by 255.
 * Otherwise they are from 0 to 255, and are rounded.
 *
 * @param source where they come from, for errors.
 * @throws `DatasetError` `pixel-range` for negative and larger numbers and NaN.
 */
export function toPixelBytes(values: ArrayLike<number>, source: string): Uint8Array {
  let maximum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value >= 0 && value <= 255)) {
      throw contentError('pixel-range', {
        source,
        expected: 'pixels from 0 to 255, or from 0 to 1',
        found: `${value} in image ${Math.floor(i / IMAGE_PIXELS)}`,
        advice: 'Undo the normalisation.',
      });
    }
    if (value > maximum) maximum = value;
  }
  if (maximum > 1 && values instanceof Uint8Array) return values;
  const scale = maximum > 1 ? 1 : 255;
  return Uint8Array.from(values, (value) => Math.round(scale * value));
}

/** Whether the axes after the first are those of images: 784, 28 × 28, or 28 × 28 with a channel. */
export function areImageAxes(axes: readonly number[]): boolean {
  const longer = axes.filter((length) => length !== 1);
  return longer.join() === String(IMAGE_PIXELS) || longer.join() === `${IMAGE_SIDE},${IMAGE_SIDE}`;
}

/**
 * Labels of any kind of number as bytes.
 *
 * @throws `DatasetError` `label-range` for a number that is no digit.
 */
export function toLabels(values: ArrayLike<number>, source: string): Uint8Array {
  return Uint8Array.from(values, (label, image) => {
    if (Number.isInteger(label) && label >= 0 && label < DIGIT_CLASSES) return label;
    const expected = `labels from 0 to ${DIGIT_CLASSES - 1}`;
    throw contentError('label-range', {
      source,
      expected,
      found: `${label} for image ${image}`,
      advice: 'Leave such images out.',
    });
  });
}
