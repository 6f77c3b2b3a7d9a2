import { checkNumber, checkOptions, is } from '../check-arguments.js';
import { ArgumentError } from '../errors.js';
import { IMAGE_SIDE } from '../constants.js';

/**
 * How far images may be changed. For each image, each change is drawn uniformly from its range. A setting that is left out
 * changes nothing.
 */
export interface AugmentationSettings {
  /** Pixels, 0..28. An image moves by up to this far left or right, and by another draw up or down. Default: 0. */
  readonly shift?: number | undefined;
  /** Degrees, 0..180. An image turns about its centre by up to this angle, either way. Default: 0. */
  readonly rotation?: number | undefined;
  /** Factors, 0.25..4, the smaller one first. An image grows about its centre by a factor between them. Default: [1, 1]. */
  readonly scale?: readonly [minimum: number, maximum: number] | undefined;
  /** Degrees, 0..60. Upright strokes lean by up to this angle, either way. Default: 0. */
  readonly shear?: number | undefined;
  /** Elastic distortion, where pixels move in different directions. Default: none. */
  readonly elastic?: ElasticSettings | undefined;
}

/** Elastic distortion (Simard, Steinkraus & Platt 2003): pixels move by smooth random fields. */
export interface ElasticSettings {
  /**
   * Standard deviation of how far a pixel moves along each axis, in pixels, 0..28. Simard's α = 34 at σ = 4 is an amplitude of
   * 1.4.
   */
  readonly amplitude: number;
  /**
   * Standard deviation σ of the Gaussian that smooths the fields, in pixels, 1..28. The larger it is, the more a stroke moves
   * as a whole.
   */
  readonly smoothness: number;
}

/** The minimum and maximum of each setting, in its unit. */
export const AUGMENTATION_RANGES = {
  shift: [0, IMAGE_SIDE],
  rotation: [0, 180],
  scale: [0.25, 4],
  shear: [0, 60],
  amplitude: [0, IMAGE_SIDE],
  smoothness: [1, IMAGE_SIDE],
} as const;

/** Settings with all defaults filled in. */
export interface FullAugmentationSettings {
  readonly shift: number;
  readonly rotation: number;
  readonly scale: readonly [minimum: number, maximum: number];
  readonly shear: number;
  readonly elastic: ElasticSettings | undefined;
}

/**
 * Fills in the defaults of settings.
 *
 * @throws `ArgumentError` for a setting that does not exist or is out of its range.
 */
export function completeAugmentationSettings(settings: AugmentationSettings): FullAugmentationSettings {
  checkOptions('settings', settings, {
    shift: is.anything,
    rotation: is.anything,
    scale: is.anything,
    shear: is.anything,
    elastic: is.anything,
  });
  const { shift = 0, rotation = 0, scale = [1, 1], shear = 0, elastic } = settings;
  const ranges = AUGMENTATION_RANGES;
  checkNumber('settings.shift', shift, ...ranges.shift);
  checkNumber('settings.rotation', rotation, ...ranges.rotation);
  is.list('the minimum and the maximum factor in an array')('settings.scale', scale);
  checkNumber('settings.scale[0]', scale[0], ...ranges.scale);
  checkNumber('settings.scale[1]', scale[1], ...ranges.scale);
  if (scale[0] > scale[1]) {
    throw new ArgumentError('settings.scale', 'the smaller factor before the larger', scale.join(', '));
  }
  checkNumber('settings.shear', shear, ...ranges.shear);
  if (elastic !== undefined) {
    checkOptions('settings.elastic', elastic, { amplitude: is.anything, smoothness: is.anything });
    checkNumber('settings.elastic.amplitude', elastic.amplitude, ...ranges.amplitude);
    checkNumber('settings.elastic.smoothness', elastic.smoothness, ...ranges.smoothness);
  }
  return { shift, rotation, scale, shear, elastic };
}
