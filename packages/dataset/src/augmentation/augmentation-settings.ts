import { type Check, checkFields, checkOptions, is } from '../check-arguments.js';
import { ArgumentError } from '../errors.js';
import { IMAGE_SIDE } from '../constants.js';

/**
 * How far images may be changed. For each image, each change is drawn uniformly from its range. A setting that is left out
 * changes nothing. First the image moves, then its strokes, its sharpness and its tones change, in the order of the settings.
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
  /**
   * Pixels, −4..4, the smaller one first. Each edge of the strokes moves outwards by a width between them; below 0, strokes become
   * thinner. Default: [0, 0].
   */
  readonly strokes?: readonly [minimum: number, maximum: number] | undefined;
  /** Pixels, 0..4. An image is blurred by a Gaussian of up to this standard deviation. Default: 0. */
  readonly blur?: number | undefined;
  /**
   * Factor, 1..8. Greys become darker or lighter between black and white: v, a fraction of white, becomes v^g or v^(1/g), with g
   * up to this factor. Default: 1.
   */
  readonly gamma?: number | undefined;
  /**
   * Fraction, 0..0.9. The range from the background to white ink shrinks by up to this. It may lie anywhere between black and white, so
   * the background becomes lighter or the ink paler, or both. Default: 0.
   */
  readonly contrast?: number | undefined;
  /** Grey values, 0..255. Every pixel gets Gaussian noise, in each image of another standard deviation up to this. Default: 0. */
  readonly noise?: number | undefined;
  /** Pixels, 0..28. One grey covers a rectangle whose sides are up to this long. Default: 0. */
  readonly erase?: number | undefined;
  /** Probability, 0..1, of each change from `strokes` to `erase`: an image gets some of them, and others not. Default: 1. */
  readonly probability?: number | undefined;
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
  strokes: [-4, 4],
  blur: [0, 4],
  gamma: [1, 8],
  contrast: [0, 0.9],
  noise: [0, 255],
  erase: [0, IMAGE_SIDE],
  probability: [0, 1],
} as const;

/** Settings with all defaults filled in. */
export type FullAugmentationSettings = {
  readonly [Name in Exclude<keyof AugmentationSettings, 'elastic'>]-?: NonNullable<AugmentationSettings[Name]>;
} & Pick<AugmentationSettings, 'elastic'>;

const number = (name: keyof typeof AUGMENTATION_RANGES) => {
  const [minimum, maximum] = AUGMENTATION_RANGES[name];
  return is.number(minimum, maximum);
};

/** An array of two numbers, the smaller one first. */
const interval =
  (name: keyof typeof AUGMENTATION_RANGES, what: string): Check =>
  (argument, value) => {
    is.list(`the minimum and the maximum ${what} in an array`)(argument, value);
    const [minimum, maximum] = value as readonly [number, number];
    number(name)(`${argument}[0]`, minimum);
    number(name)(`${argument}[1]`, maximum);
    if (minimum <= maximum) return;
    throw new ArgumentError(argument, `the smaller ${what} before the larger`, `${minimum}, ${maximum}`);
  };

/** An object with no other settings than these. */
const group =
  (checks: Readonly<Record<string, Check>>): Check =>
  (argument, value) => {
    const settings = value as Readonly<Record<string, unknown>>;
    checkOptions(argument, settings, Object.fromEntries(Object.keys(checks).map((name) => [name, is.anything])));
    checkFields(argument, settings, checks);
  };

const checkSettings = group({
  shift: is.optional(number('shift')),
  rotation: is.optional(number('rotation')),
  scale: is.optional(interval('scale', 'factor')),
  shear: is.optional(number('shear')),
  elastic: is.optional(group({ amplitude: number('amplitude'), smoothness: number('smoothness') })),
  strokes: is.optional(interval('strokes', 'width')),
  blur: is.optional(number('blur')),
  gamma: is.optional(number('gamma')),
  contrast: is.optional(number('contrast')),
  noise: is.optional(number('noise')),
  erase: is.optional(number('erase')),
  probability: is.optional(number('probability')),
} satisfies Readonly<Record<keyof AugmentationSettings, Check>>);

/**
 * Fills in the defaults of settings.
 *
 * @throws `ArgumentError` for a setting that does not exist or is out of its range.
 */
export function completeAugmentationSettings(settings: AugmentationSettings): FullAugmentationSettings {
  checkSettings('settings', settings);
  const { shift = 0, rotation = 0, scale = [1, 1], shear = 0, elastic, strokes = [0, 0], blur = 0 } = settings;
  const { gamma = 1, contrast = 0, noise = 0, erase = 0, probability = 1 } = settings;
  return {
    shift,
    rotation,
    scale,
    shear,
    elastic,
    strokes,
    blur,
    gamma,
    contrast,
    noise,
    erase,
    probability,
  };
}
