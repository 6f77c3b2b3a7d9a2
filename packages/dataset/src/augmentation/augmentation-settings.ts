import { ArgumentError, checkNumber } from '../errors.js';
import { IMAGE_SIDE } from '../constants.js';

/**
 * How far images may be changed. Each change is drawn for each image on its own, uniformly from its range, and changes nothing
 * where it is left out.
 */
export interface AugmentationSettings {
  /** Pixels, 0..28: an image moves by up to this far, left or right, and by another draw up or down. Default: 0. */
  readonly shift?: number | undefined;
  /** Degrees, 0..180: an image turns about its centre by up to this, either way. Default: 0. */
  readonly rotation?: number | undefined;
  /** Factors, 0.25..4, the least first: an image grows by one of them, about its centre. Default: [1, 1]. */
  readonly scale?: readonly [minimum: number, maximum: number] | undefined;
  /** Degrees, 0..60: upright strokes lean by up to this, either way. Default: 0. */
  readonly shear?: number | undefined;
  /** Whether pixels move each its own way. Default: they do not. */
  readonly elastic?: ElasticSettings | undefined;
}

/** Elastic distortion (Simard, Steinkraus & Platt 2003): pixels move by random fields that are smooth. */
export interface ElasticSettings {
  /**
   * Pixels, 0..28: the standard deviation of how far a pixel moves along either axis. Simard's α = 34 at σ = 4 moves pixels by
   * 1.4.
   */
  readonly amplitude: number;
  /**
   * Pixels, 1..28: the standard deviation σ of the Gaussian that the fields are as smooth as. The greater, the more a stroke
   * moves as a whole.
   */
  readonly smoothness: number;
}

/** The least and greatest value of each setting, in its unit. */
export const AUGMENTATION_RANGES = {
  shift: [0, IMAGE_SIDE],
  rotation: [0, 180],
  scale: [0.25, 4],
  shear: [0, 60],
  amplitude: [0, IMAGE_SIDE],
  smoothness: [1, IMAGE_SIDE],
} as const;

/** Settings with every default filled in. */
export interface FullAugmentationSettings {
  readonly shift: number;
  readonly rotation: number;
  readonly scale: readonly [minimum: number, maximum: number];
  readonly shear: number;
  readonly elastic: ElasticSettings | undefined;
}

/**
 * Fills in defaults.
 *
 * @throws `ArgumentError` for a setting that is out of its range.
 */
export function completeAugmentationSettings({
  shift = 0,
  rotation = 0,
  scale = [1, 1],
  shear = 0,
  elastic,
}: AugmentationSettings): FullAugmentationSettings {
  const ranges = AUGMENTATION_RANGES;
  checkNumber('settings.shift', shift, ...ranges.shift);
  checkNumber('settings.rotation', rotation, ...ranges.rotation);
  checkNumber('settings.scale[0]', scale[0], ...ranges.scale);
  checkNumber('settings.scale[1]', scale[1], ...ranges.scale);
  if (scale[0] > scale[1]) {
    throw new ArgumentError('settings.scale', 'the least factor before the greatest', scale.join(', '));
  }
  checkNumber('settings.shear', shear, ...ranges.shear);
  if (elastic) {
    checkNumber('settings.elastic.amplitude', elastic.amplitude, ...ranges.amplitude);
    checkNumber('settings.elastic.smoothness', elastic.smoothness, ...ranges.smoothness);
  }
  return { shift, rotation, scale, shear, elastic };
}
