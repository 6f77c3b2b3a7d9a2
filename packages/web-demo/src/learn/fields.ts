import type { RecipeSettingsInput } from '@mnist-adder/trainer/recipes';
import type { BundledRecipe } from 'virtual:bundled-recipes';

/** Heads by what a recipe learns from. The others do not go with it. */
export const HEADS = {
  digits: ['digit'],
  pairs: ['exact', 'concat', 'stacked', 'linear'],
  'image-sums': ['exact'],
} as const;

export const BACKBONES = ['small-cnn', 'vgg', 'identity-cnn', 'lenet', 'mlp'] as const;

/** What leaves the strokes and greys of the training images as they are, whatever the recipe does with them. */
const SAME_INK = { strokes: [0, 0], blur: 0, gamma: 1, contrast: 0, noise: 0, erase: 0, probability: 1 } as const;

const elastic = { amplitude: 1.4, smoothness: 4 };

/** Random changes of the training images, by how far they go. */
export const AUGMENTATIONS = {
  none: undefined,
  light: { ...SAME_INK, shift: 2, rotation: 10, scale: [0.9, 1.1], shear: 5 },
  strong: { ...SAME_INK, shift: 3, rotation: 15, scale: [0.8, 1.2], shear: 10, elastic },
} as const;

export type Augmentation = keyof typeof AUGMENTATIONS | 'recipe';

/** What the user has typed and chosen. Numbers are as they were typed. */
export interface Fields {
  readonly recipe: string;
  readonly images: number;
  readonly epochs: string;
  readonly seed: string;
  readonly batchSize: string;
  readonly rate: string;
  readonly head: string;
  readonly backbone: string;
  /** What the losses of digit and sum are multiplied by. */
  readonly digitWeight: string;
  readonly sumWeight: string;
  readonly augmentation: Augmentation;
  /** Per cent of right answers to reach. */
  readonly finish: string;
}

/** The fields that a number is typed into. */
export type NumberField = 'epochs' | 'seed' | 'batchSize' | 'rate' | 'digitWeight' | 'sumWeight' | 'finish';

/** The learning rate of a recipe: the largest one, if it changes over the run. */
export const rateOf = ({ training: { learningRate } }: Pick<BundledRecipe, 'training'>): number =>
  learningRate.type === 'one-cycle' ? learningRate.peak : learningRate.rate;

/** The fields of a recipe as it is. */
export function fieldsOf(recipe: BundledRecipe, given: Pick<Fields, 'images' | 'epochs' | 'seed' | 'finish'>): Fields {
  const { id, network, training } = recipe;
  return {
    ...given,
    recipe: id,
    batchSize: String(training.batchSize),
    rate: String(rateOf(recipe)),
    head: network.head.type,
    backbone: network.backbone.type,
    digitWeight: String(training.lossWeights.digit),
    sumWeight: String(training.lossWeights.sum),
    augmentation: training.augmentation === undefined ? 'none' : 'recipe',
  };
}

const isWeight = (value: number) => value >= 0 && value <= 100;

/** The limits of a number: what it is called, and what it has to be. */
const LIMITS: Readonly<Record<NumberField, { readonly test: (value: number) => boolean; readonly sentence: string }>> =
  {
    epochs: { test: (value) => isInteger(value, 1, 50), sentence: 'Epochs are a whole number from 1 to 50.' },
    seed: {
      test: (value) => isInteger(value, 0, 2 ** 32 - 1),
      sentence: 'The seed is a whole number from 0 to 4,294,967,295.',
    },
    batchSize: {
      test: (value) => isInteger(value, 2, 1024) && value % 2 === 0,
      sentence: 'The images in a step are an even number from 2 to 1,024.',
    },
    rate: {
      test: (value) => value > 0 && value <= 10,
      sentence: 'The learning rate is a number above 0 and up to 10.',
    },
    digitWeight: { test: isWeight, sentence: 'The weight of the digit’s loss is a number from 0 to 100.' },
    sumWeight: { test: isWeight, sentence: 'The weight of the sum’s loss is a number from 0 to 100.' },
    finish: { test: (value) => value >= 1 && value <= 100, sentence: 'The finish line is a number from 1 to 100.' },
  };

const isInteger = (value: number, min: number, max: number) => Number.isInteger(value) && value >= min && value <= max;

/** What is wrong with a number that was typed, in one sentence; undefined if nothing is. */
export function problemOf(name: NumberField, text: string): string | undefined {
  const { test, sentence } = LIMITS[name];
  const isNumber = text.trim() !== '' && Number.isFinite(Number(text));
  return isNumber && test(Number(text)) ? undefined : `${sentence} Found: ${text.trim() === '' ? 'nothing' : text}.`;
}

/** The first thing that is wrong with the fields; undefined if nothing is. */
export const problemIn = (fields: Fields): string | undefined =>
  (Object.keys(LIMITS) as NumberField[])
    .map((name) => problemOf(name, fields[name]))
    .find((problem) => problem !== undefined);

/** The settings of a recipe that the fields change, nested as they are there. */
export function settingsOf(recipe: BundledRecipe, fields: Fields): RecipeSettingsInput {
  const { network, training } = recipe;
  const isOtherHead = fields.head !== network.head.type;
  const isOtherBackbone = fields.backbone !== network.backbone.type;
  const cannotCalibrate = fields.head === 'stacked' || fields.head === 'linear';
  const rate = Number(fields.rate);
  const hasOneColumn = isOtherBackbone || cannotCalibrate || fields.head === 'concat';
  return {
    network: {
      head: isOtherHead ? { type: fields.head as 'exact' } : undefined,
      backbone: isOtherBackbone ? { type: fields.backbone as 'mlp' } : undefined,
    },
    training: {
      batchSize: changed(Number(fields.batchSize), training.batchSize),
      learningRate: rate === rateOf(recipe) ? undefined : rateSetting(recipe, rate),
      lossWeights: {
        digit: changed(Number(fields.digitWeight), training.lossWeights.digit),
        sum: changed(Number(fields.sumWeight), training.lossWeights.sum),
      },
      augmentation: augmentationSetting(recipe, fields.augmentation),
      // What does not go with the new network.
      calibrated: training.calibrated && cannotCalibrate ? false : undefined,
      columns: training.columns === 'independent' && hasOneColumn ? 'together' : undefined,
    },
  };
}

const changed = (value: number, usual: number) => (value === usual ? undefined : value);

/** A learning rate as a setting of a recipe: its largest one, if it changes over the run. */
export const rateSetting = ({ training }: Pick<BundledRecipe, 'training'>, rate: number) =>
  training.learningRate.type === 'one-cycle' ? { peak: rate } : { rate };

function augmentationSetting({ training }: BundledRecipe, chosen: Augmentation) {
  if (chosen === 'recipe') return undefined;
  const settings = AUGMENTATIONS[chosen];
  if (settings === undefined) return training.augmentation === undefined ? undefined : null;
  return { elastic: training.augmentation?.elastic === undefined ? undefined : null, ...settings };
}
